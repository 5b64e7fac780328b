import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface CleanupPlanCountRow {
  readonly planId: string;
  readonly type: string;
  /** The tenant whose rows they are, or the platform. */
  readonly owner: string;
  /** Whose plan it is. */
  readonly tenant: string;
  readonly planned: number;
  readonly bytes: number;
  readonly oldest: Date;
  readonly newest: Date;
  readonly deleted: number;
  readonly extended: number;
  readonly gone: number;
  readonly locked: number;
}

const key = { primary: true, primaryKeyConstraintName: 'plan_count_pk' };

/** What was planned, and what became of it. */
export const cleanupPlanCount = new EntitySchema<CleanupPlanCountRow>({
  name: 'cleanup.plan_count',
  schema: 'cleanup',
  tableName: 'plan_count',
  columns: {
    planId: { name: 'plan_id', type: 'uuid', ...key },
    type: { type: 'text', ...key },
    owner: { type: 'text', ...key },
    tenant: columns.tenant,
    planned: { type: 'bigint' },
    bytes: { type: 'bigint' },
    oldest: { type: 'timestamptz' },
    newest: { type: 'timestamptz' },
    deleted: { type: 'bigint', default: 0 },
    extended: { type: 'bigint', default: 0 },
    gone: { type: 'bigint', default: 0 },
    locked: { type: 'bigint', default: 0 },
  },
  checks: [{ name: 'plan_count_sum', expression: 'deleted + extended + gone + locked <= planned' }],
  foreignKeys: [
    {
      name: 'plan_count_plan_fk',
      target: 'cleanup.plan',
      columnNames: ['planId'],
      referencedColumnNames: ['planId'],
      onDelete: 'CASCADE',
    },
  ],
});
