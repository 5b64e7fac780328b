import { id128, type Id128, type RevocationScope } from './id128.js';

/** The names by which a credential can be revoked, and its place in the log. */
export interface Credential {
  readonly tenant: string;
  readonly jti: string;
  readonly subject: string;
  readonly client: string;
  readonly session?: string;
  /** The refresh tokens that descend from one grant, and what was got with them. */
  readonly family?: string;
  /** The API key that it was got with. */
  readonly key?: string;
  /** Whom it is for: each of its audiences. */
  readonly services?: readonly string[];
  /** The `kid` that signed it, where it is known. */
  readonly signingKey?: string;
  readonly pos: number;
}

/** Entries of the log that end a credential: those of this name with a place after `after`. */
export interface Covering {
  readonly scope: RevocationScope;
  /** `''` where the scope belongs to no tenant. */
  readonly tenant: string;
  /** Undefined where any entry of the scope is meant. */
  readonly target: string | undefined;
  readonly after: number;
}

/**
 * Everything that ends a credential: the one list of it, for guards and for whoever asks the log itself. Its own entry
 * and that of its signing key do so whatever its `pos`.
 */
export function coveringOf(credential: Credential): readonly Covering[] {
  const { tenant, jti, subject, client, session, family, key, services = [], signingKey, pos: after } = credential;
  const covering: Covering[] = [
    { scope: 'token', tenant, target: jti, after: 0 },
    { scope: 'tenant', tenant, target: tenant, after },
    { scope: 'client', tenant, target: client, after },
    { scope: 'subject', tenant, target: subject, after },
  ];
  if (session !== undefined) covering.push({ scope: 'session', tenant, target: session, after });
  if (family !== undefined) covering.push({ scope: 'family', tenant, target: family, after });
  if (key !== undefined) covering.push({ scope: 'key', tenant, target: key, after });
  for (const service of services) covering.push({ scope: 'service', tenant, target: service, after });
  if (signingKey !== undefined) covering.push({ scope: 'signing_key', tenant: '', target: signingKey, after: 0 });
  for (const scope of ['global', 'stop', 'lift'] as const)
    covering.push({ scope, tenant: '', target: undefined, after });
  return covering;
}

/** A name by which a credential can be ended, as the replica looks it up. It is hashed when it is first looked up. */
export class CoveringName {
  #id: Id128 | undefined;

  constructor(
    readonly scope: RevocationScope,
    private readonly tenant: string,
    private readonly target: string,
    readonly after: number,
  ) {}

  get id(): Id128 {
    return (this.#id ??= id128(this.scope, this.tenant, this.target));
  }
}

/** A credential as the replica sees it: the names that can end it. What ends everything is told by `pos` alone. */
export interface Cover {
  readonly names: readonly CoveringName[];
  readonly pos: number;
}

export function coverOf(credential: Credential): Cover {
  const names: CoveringName[] = [];
  for (const { scope, tenant, target, after } of coveringOf(credential)) {
    if (target !== undefined) names.push(new CoveringName(scope, tenant, target, after));
  }
  return { names, pos: credential.pos };
}
