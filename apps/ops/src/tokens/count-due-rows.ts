import { countDue, retentionPolicies } from '@strongroom/retention';
import type { AdministratorsDatabase } from '../database/as-administrator.js';

/** What a run would delete, of one type and tenant. */
export interface DueRow {
  readonly type: string;
  readonly tenant: string;
  readonly count: number;
  readonly bytes: number;
  readonly oldest: Date;
  readonly newest: Date;
}

/** Counts exactly what is due at the cut-off, all types in one snapshot, and changes nothing. */
export function countDueRows(
  { transactions, db }: AdministratorsDatabase,
  types: readonly string[],
  cutOff: Date,
): Promise<readonly DueRow[]> {
  return transactions.runAcrossTenants(
    async () => {
      const rows: DueRow[] = [];
      for (const policy of retentionPolicies.filter(({ type }) => types.includes(type))) {
        for (const due of await countDue(db, policy, cutOff)) rows.push({ type: policy.type, ...due });
      }
      return rows;
    },
    { isolation: 'REPEATABLE READ' },
  );
}
