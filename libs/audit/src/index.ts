export { AuditLog, type AuditDetails, type AuditRecord } from './audit-log.js';
