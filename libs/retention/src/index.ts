export { retentionExemptions, retentionPolicies } from './declarations/index.js';
export { policyHash } from './policy/policy-hash.js';
export {
  PLATFORM,
  type IdentityColumn,
  type RetentionExemption,
  type RetentionPolicy,
} from './policy/retention-policy.js';
export { countDue, dueByTenantSql, type DueRows } from './rows/count-due.js';
export { deleteRows, type RowFate, type RowFates, type RowKey } from './rows/delete-rows.js';
export { dueRowsSql } from './rows/due-rows.js';
export { type Sql } from './rows/sql.js';
