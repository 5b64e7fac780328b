import { migration } from './migration.js';

const cutOffs = `'token', 'session', 'family', 'key', 'subject', 'client', 'service', 'tenant', 'signing_key', 'global'`;

/** Refresh families, API keys and services can be revoked, and scheduled to be. */
export const revocationScopes = migration(11, 'revocation-scopes', [
  `ALTER TABLE revocation.event DROP CONSTRAINT event_scope`,
  `ALTER TABLE revocation.event ADD CONSTRAINT event_scope CHECK (scope IN (${cutOffs}, 'stop', 'lift'))`,
  `ALTER TABLE revocation.scheduled DROP CONSTRAINT scheduled_scope`,
  `ALTER TABLE revocation.scheduled ADD CONSTRAINT scheduled_scope CHECK (scope IN (${cutOffs}))`,
]);
