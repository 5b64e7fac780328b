export { type AuditEntryRow } from './audit/audit-entry.entity.js';
export { type ClientRow } from './auth/client.entity.js';
export { hashClientSecret } from './auth/hash-client-secret.js';
export { seedDemo, type DemoSeed } from './auth/seed-demo.store.js';
export { type SigningKeyRow } from './auth/signing-key.entity.js';
export { type StoredTokenVersionRow } from './auth/stored-token-version.entity.js';
export { type StoredTokenRow } from './auth/stored-token.entity.js';
export { type CleanupPlanCountRow } from './cleanup/plan-count.entity.js';
export { type CleanupPlanRow } from './cleanup/plan.entity.js';
export {
  databaseRoles,
  serviceSchemas,
  type DatabaseRole,
  type DatabaseService,
  type ServiceSchema,
} from './database-roles.js';
export { entities } from './entities.js';
export { type PolicyVersionRow } from './filter/policy-version.entity.js';
export { type ShadowCountRow } from './filter/shadow-count.entity.js';
export { type ShadowPolicyRow } from './filter/shadow-policy.entity.js';
export { migrations } from './migrations/index.js';
export { type RevocationEventRow } from './revocation/event.entity.js';
export { type ScheduledRevocationRow } from './revocation/scheduled.entity.js';
export { type StopRequestRow } from './revocation/stop-request.entity.js';
export { type WebhookDeliveryRow } from './revocation/webhook-delivery.entity.js';
export { type WebhookEndpointRow } from './revocation/webhook-endpoint.entity.js';
