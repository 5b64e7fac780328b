import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface TokenRow {
  readonly jti: string;
  readonly expiresAt: Date;
  readonly tenant: string;
  readonly subject: string;
  readonly clientId: string;
  /** Position in the revocation log; a revocation that covers the token ends it if its own is greater. */
  readonly pos: number;
  /** As the token says it: names with one space between them. */
  readonly scope: string;
  /** The key that signed it; null for tokens from before this was noted. */
  readonly kid: string | null;
  readonly issuedAt: Date;
  readonly revokedAt: Date | null;
  /** The revocation that ended it, as the revocation service knows it. */
  readonly revocationId: string | null;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'token_pk' };

/**
 * Access tokens that were issued: what each stands for, never the token. They answer "how many live tokens would this
 * revocation end"; whether one is still good is decided by the revocation log alone.
 */
export const token = new EntitySchema<TokenRow>({
  name: 'auth.token',
  schema: 'auth',
  tableName: 'token',
  columns: {
    jti: { type: 'uuid', ...key },
    expiresAt: { name: 'expires_at', type: 'timestamptz', ...key },
    tenant: columns.tenant,
    subject: { type: 'text' },
    clientId: { name: 'client_id', type: 'text' },
    pos: { type: 'bigint' },
    scope: { type: 'text' },
    kid: { type: 'text', nullable: true },
    issuedAt: { name: 'issued_at', type: 'timestamptz' },
    revokedAt: { name: 'revoked_at', type: 'timestamptz', nullable: true },
    revocationId: { name: 'revocation_id', type: 'uuid', nullable: true },
    recordedAt: columns.recordedAt,
  },
  checks: [{ name: 'token_revoked', expression: '(revoked_at IS NULL) = (revocation_id IS NULL)' }],
  indices: [
    { name: 'token_expires_at', columns: ['expiresAt'] },
    { name: 'token_subject', columns: ['tenant', 'subject'] },
    { name: 'token_client', columns: ['tenant', 'clientId'] },
  ],
});
