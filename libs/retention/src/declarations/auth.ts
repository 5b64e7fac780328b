import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';

export const authPolicies: readonly RetentionPolicy[] = [
  {
    type: 'tokens',
    table: 'auth.token',
    perTenant: true,
    identity: [{ column: 'jti', type: 'uuid' }],
    keepsMs: 0,
    reason: 'An expired access token is refused by its own expiry; nothing asks for it again.',
  },
];

export const authExemptions: readonly RetentionExemption[] = [
  { table: 'auth.tenant', reason: 'A tenant stays until it is deleted by name.' },
  { table: 'auth.client', reason: 'A client stays until it is deleted by name.' },
  { table: 'auth.signing_key', reason: 'A few rows; a retired key explains old signatures.' },
  { table: 'auth.stored_token', reason: 'Its secret lies in the secret store; only its owner lets go of both.' },
  { table: 'auth.stored_token_version', reason: 'Goes with the secret it is a version of.' },
];
