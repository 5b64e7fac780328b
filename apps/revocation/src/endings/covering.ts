import { EVERY_TENANT } from '../log/every-tenant.js';

/** By what a token can be ended, beside its own id. */
export interface TokenNames {
  readonly subject: string;
  readonly client: string;
  readonly session?: string | undefined;
  readonly family?: string | undefined;
  readonly key?: string | undefined;
  readonly services?: readonly string[] | undefined;
  readonly signing_key?: string | undefined;
  readonly pos: number;
}

/** Entries of the log that end a token: of that name, and behind that place. */
export interface Covering {
  readonly scope: string;
  readonly tenant: string;
  /** Null where every entry of the scope is meant. */
  readonly target: string | null;
  readonly after: number;
}

/**
 * What the log may have against a token, by the names that guards go by (libs/guard, `coverOf` and `revokes`). Without `names` only
 * the token itself is known.
 */
export function coveringOf(tenant: string, jti: string, names?: TokenNames): readonly Covering[] {
  const own: Covering = { scope: 'token', tenant, target: jti, after: 0 };
  if (names === undefined) return [own];
  const { subject, client, session, family, key, services = [], signing_key: kid, pos: after } = names;
  return [
    own,
    { scope: 'subject', tenant, target: subject, after },
    { scope: 'client', tenant, target: client, after },
    { scope: 'tenant', tenant, target: tenant, after },
    ...(session === undefined ? [] : [{ scope: 'session', tenant, target: session, after }]),
    ...(family === undefined ? [] : [{ scope: 'family', tenant, target: family, after }]),
    ...(key === undefined ? [] : [{ scope: 'key', tenant, target: key, after }]),
    ...services.map((target) => ({ scope: 'service', tenant, target, after })),
    ...(kid === undefined ? [] : [{ scope: 'signing_key', tenant: EVERY_TENANT, target: kid, after: 0 }]),
    ...['global', 'stop', 'lift'].map((scope) => ({ scope, tenant: EVERY_TENANT, target: null, after })),
  ];
}
