import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface CleanupPlanRow {
  readonly planId: string;
  readonly tenant: string;
  readonly state: 'made' | 'running' | 'finished' | 'failed';
  readonly types: readonly string[];
  readonly cutOff: Date;
  readonly policyHash: string;
  /** More rows are due than the plan holds. */
  readonly capped: boolean;
  /** Of the lease under which the last batch was carried out. */
  readonly fence: number;
  /** Times in a row that the next batch could not be carried out. */
  readonly failures: number;
  readonly recordedAt: Date;
  readonly runRequestedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly expiresAt: Date;
}

/** What is to be deleted, fixed at one moment. */
export const cleanupPlan = new EntitySchema<CleanupPlanRow>({
  name: 'cleanup.plan',
  schema: 'cleanup',
  tableName: 'plan',
  columns: {
    planId: { name: 'plan_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'plan_pk' },
    tenant: columns.tenant,
    state: { type: 'text' },
    types: { type: 'text', array: true },
    cutOff: { name: 'cut_off', type: 'timestamptz' },
    policyHash: { name: 'policy_hash', type: 'text' },
    capped: { type: 'boolean' },
    fence: { type: 'bigint', default: 0 },
    failures: { type: 'integer', default: 0 },
    recordedAt: columns.recordedAt,
    runRequestedAt: { name: 'run_requested_at', type: 'timestamptz', nullable: true },
    finishedAt: { name: 'finished_at', type: 'timestamptz', nullable: true },
    expiresAt: { name: 'expires_at', type: 'timestamptz' },
  },
  checks: [
    { name: 'plan_state', expression: `state IN ('made', 'running', 'finished', 'failed')` },
    {
      name: 'plan_progress',
      expression: `(state = 'made') = (run_requested_at IS NULL) AND (state IN ('finished', 'failed')) = (finished_at IS NOT NULL)`,
    },
  ],
  indices: [
    { name: 'plan_running', columns: ['runRequestedAt'], where: `(state = 'running'::text)` },
    { name: 'plan_expires_at', columns: ['expiresAt'] },
  ],
});
