import { id128, type Id128 } from './id128.js';

/** The names by which a credential can be revoked, and its place in the log. */
export interface Credential {
  readonly tenant: string;
  readonly jti: string;
  readonly subject: string;
  readonly client: string;
  readonly session?: string;
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

export function coverOf({ tenant, jti, subject, client, session, signingKey, pos }: Credential): Cover {
  const cutOffs = [id128('tenant', tenant, tenant), id128('client', tenant, client), id128('subject', tenant, subject)];
  if (session !== undefined) cutOffs.push(id128('session', tenant, session));
  const token = id128('token', tenant, jti);
  return { token, cutOffs, pos, ...(signingKey !== undefined && { signingKey: id128('signing_key', '', signingKey) }) };
}
