import { type RetentionPolicy } from '../policy/retention-policy.js';
import { dueRowsSql } from './due-rows.js';
import { type Sql } from './sql.js';

export interface DueRows {
  readonly tenant: string;
  readonly count: number;
  /** Of the rows themselves; indexes and what the pages leave empty come on top. */
  readonly bytes: number;
  readonly oldest: Date;
  readonly newest: Date;
}

/** How many rows of each tenant are due at `cutOff`, exactly, without a trace. */
export function countDue(db: Sql, policy: RetentionPolicy, cutOff: Date): Promise<readonly DueRows[]> {
  return db.query<DueRows>(`WITH due AS (${dueRowsSql(policy, '$1', 'ALL')}) ${dueByTenantSql}`, [cutOff]);
}

/** Goes after a CTE `due` that holds `dueRowsSql`; a row is `DueRows`. */
export const dueByTenantSql = `
  SELECT tenant, count(*) AS count, sum(bytes) AS bytes, min(expires_at) AS oldest, max(expires_at) AS newest
    FROM due GROUP BY tenant ORDER BY tenant`;
