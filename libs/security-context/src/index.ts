export { requireAccess } from './access.js';
export { ContextStatements, type StatementKeys } from './context-statements.js';
export { currentContext, runInContext, tryCurrentContext } from './current-context.js';
export { type Actor, type ActorType, type CredentialIds, type SecurityContext } from './security-context.js';
export { everyTenant, inTenantOf, mayReachBeyond, tenantsInSight } from './every-tenant.js';
export { noTenant } from './no-tenant.js';
export { serviceContext } from './service-context.js';
