import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface PolicyVersionRow {
  readonly tenant: string;
  /** From 1, without a gap; the highest is in force. */
  readonly version: number;
  readonly policy: object;
  readonly setByType: string;
  readonly setById: string;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'policy_version_pk' };

/** What the content filter does for a tenant, now and before: a version is added, never changed. */
export const policyVersion = new EntitySchema<PolicyVersionRow>({
  name: 'filter.policy_version',
  schema: 'filter',
  tableName: 'policy_version',
  columns: {
    tenant: { ...columns.tenant, ...key },
    version: { type: 'integer', ...key },
    policy: { type: 'jsonb' },
    setByType: { name: 'set_by_type', type: 'text' },
    setById: { name: 'set_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
  },
  checks: [{ name: 'policy_version_from_one', expression: 'version > 0' }],
});
