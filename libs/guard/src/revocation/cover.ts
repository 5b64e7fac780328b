import { id128, type Id128 } from './id128.js';

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

/** A credential as the replica sees it: everything that can end it. */
export interface Cover {
  readonly token: Id128;
  readonly signingKey?: Id128;
  readonly cutOffs: readonly Id128[];
  readonly pos: number;
}

export function coverOf(credential: Credential): Cover {
  const { tenant, jti, subject, client, session, family, key, services = [], signingKey, pos } = credential;
  const cutOffs = [id128('tenant', tenant, tenant), id128('client', tenant, client), id128('subject', tenant, subject)];
  if (session !== undefined) cutOffs.push(id128('session', tenant, session));
  if (family !== undefined) cutOffs.push(id128('family', tenant, family));
  if (key !== undefined) cutOffs.push(id128('key', tenant, key));
  for (const service of services) cutOffs.push(id128('service', tenant, service));
  const token = id128('token', tenant, jti);
  return { token, cutOffs, pos, ...(signingKey !== undefined && { signingKey: id128('signing_key', '', signingKey) }) };
}
