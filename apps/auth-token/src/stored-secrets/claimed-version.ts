/** A version of a secret that a change has taken for itself, in a transaction that committed; nobody else writes it. */
export interface ClaimedVersion {
  readonly secretId: string;
  readonly version: number;
}

/** What the change is called in the audit log. */
export function changeOf({ version }: ClaimedVersion): 'secret.store' | 'secret.rotate' {
  return version === 1 ? 'secret.store' : 'secret.rotate';
}
