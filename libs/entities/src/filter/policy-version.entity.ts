import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface PolicyVersionRow {
  readonly tenant: string;
  readonly direction: 'inbound' | 'outbound';
  /** From 1, without a gap for a tenant and direction; the highest is in force. */
  readonly version: number;
  readonly policy: object;
  /** The version whose policy this one put back. */
  readonly restoredFrom: number | null;
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
    direction: { type: 'text', default: 'outbound', ...key },
    version: { type: 'integer', ...key },
    policy: { type: 'jsonb' },
    restoredFrom: { name: 'restored_from', type: 'integer', nullable: true },
    setByType: { name: 'set_by_type', type: 'text' },
    setById: { name: 'set_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
  },
  checks: [
    { name: 'policy_version_from_one', expression: 'version > 0' },
    { name: 'policy_version_direction', expression: `direction IN ('inbound', 'outbound')` },
    { name: 'policy_version_restored', expression: 'restored_from < version' },
  ],
});
