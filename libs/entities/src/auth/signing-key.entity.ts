import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface SigningKeyRow {
  /** The key's thumbprint (RFC 7638), SHA-256. */
  readonly kid: string;
  readonly publicJwk: { readonly kty: 'RSA'; readonly n: string; readonly e: string };
  /** `next` is published before it signs, `retired` stays published until `notAfter`: a change of keys refuses no token. `revoked` is published no more. */
  readonly state: 'next' | 'active' | 'retired' | 'revoked';
  readonly recordedAt: Date;
  readonly notAfter: Date | null;
}

/** Public halves of the keys that sign access tokens; the private halves are in the secret store under the same kid. */
export const signingKey = new EntitySchema<SigningKeyRow>({
  name: 'auth.signing_key',
  schema: 'auth',
  tableName: 'signing_key',
  columns: {
    kid: { type: 'text', primary: true, primaryKeyConstraintName: 'signing_key_pk' },
    publicJwk: { name: 'public_jwk', type: 'jsonb' },
    state: { type: 'text' },
    recordedAt: columns.recordedAt,
    notAfter: { name: 'not_after', type: 'timestamptz', nullable: true },
  },
  checks: [{ name: 'signing_key_state', expression: `state IN ('next', 'active', 'retired', 'revoked')` }],
  indices: [{ name: 'signing_key_active', columns: ['state'], unique: true, where: `(state = 'active'::text)` }],
});
