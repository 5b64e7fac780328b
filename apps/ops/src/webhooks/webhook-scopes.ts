import { type Scope } from '@strongroom/contracts';

export interface Beyond {
  readonly platform?: boolean;
}

/** `--platform`: a token has the operator's right only where it was asked for by name. */
export function scopesFor({ platform = false }: Beyond, own: Scope): Scope[] {
  return platform ? ['revocation:emergency', own] : [own];
}
