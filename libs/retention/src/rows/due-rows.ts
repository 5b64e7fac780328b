import { PLATFORM, type RetentionPolicy } from '../policy/retention-policy.js';

/**
 * SQL of the rows of a policy that are due at a cut-off, oldest first: `place` (from 0), `tenant`, `expires_at`, `bytes` and `key`,
 * the JSON array by which `deleteRows` finds a row again: where it lies, its tenant, its identity.
 *
 * @param cutOff placeholder of the cut-off, such as `$1`
 * @param rowsMax placeholder of the most rows to take
 */
export function dueRowsSql(policy: RetentionPolicy, cutOff: string, rowsMax: string): string {
  const owner = ownerSql(policy);
  const identity = policy.identity.map(({ column }) => `entry.${column}`).join(', ');
  return `SELECT row_number() OVER (ORDER BY entry.expires_at, entry.ctid) - 1 AS place,
                 ${owner} AS tenant, entry.expires_at, pg_column_size(entry.*) AS bytes,
                 jsonb_build_array(entry.ctid::text, ${owner}, ${identity}) AS key
            FROM ${policy.table} AS entry
           WHERE entry.expires_at <= ${thresholdSql(cutOff, policy.keepsMs)}
           ORDER BY entry.expires_at, entry.ctid LIMIT ${rowsMax}`;
}

/** The tenant of a row `entry`, or the platform. */
export function ownerSql({ perTenant }: RetentionPolicy): string {
  return perTenant ? 'entry.tenant' : `text '${PLATFORM}'`;
}

/** Up to which expiry rows are due at a cut-off. */
export function thresholdSql(cutOff: string, keepsMs: number): string {
  return `${cutOff}::timestamptz - interval '${keepsMs} milliseconds'`;
}
