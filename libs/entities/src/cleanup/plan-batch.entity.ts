import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface CleanupPlanBatchRow {
  readonly planId: string;
  readonly type: string;
  readonly batchNo: number;
  readonly tenant: string;
  readonly keys: unknown;
}

const key = { primary: true, primaryKeyConstraintName: 'plan_batch_pk' };

/** Rows of a plan that have not been dealt with yet, in the order of their expiry. */
export const cleanupPlanBatch = new EntitySchema<CleanupPlanBatchRow>({
  name: 'cleanup.plan_batch',
  schema: 'cleanup',
  tableName: 'plan_batch',
  columns: {
    planId: { name: 'plan_id', type: 'uuid', ...key },
    type: { type: 'text', ...key },
    batchNo: { name: 'batch_no', type: 'integer', ...key },
    tenant: columns.tenant,
    keys: { type: 'jsonb' },
  },
  foreignKeys: [
    {
      name: 'plan_batch_plan_fk',
      target: 'cleanup.plan',
      columnNames: ['planId'],
      referencedColumnNames: ['planId'],
      onDelete: 'CASCADE',
    },
  ],
});
