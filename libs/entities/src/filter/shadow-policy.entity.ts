import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface ShadowPolicyRow {
  readonly id: string;
  readonly tenant: string;
  readonly direction: 'inbound' | 'outbound';
  readonly policy: object;
  /** The version in force that it is compared with. */
  readonly baseVersion: number;
  readonly startedByType: string;
  readonly startedById: string;
  readonly recordedAt: Date;
  readonly status: 'running' | 'promoted' | 'stopped';
}

/** Policies that are tried beside the one in force, and how that ended. */
export const shadowPolicy = new EntitySchema<ShadowPolicyRow>({
  name: 'filter.shadow_policy',
  schema: 'filter',
  tableName: 'shadow_policy',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'shadow_policy_pk' },
    tenant: columns.tenant,
    direction: { type: 'text' },
    policy: { type: 'jsonb' },
    baseVersion: { name: 'base_version', type: 'integer' },
    startedByType: { name: 'started_by_type', type: 'text' },
    startedById: { name: 'started_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
    status: { type: 'text', default: 'running' },
  },
  checks: [
    { name: 'shadow_policy_direction', expression: `direction IN ('inbound', 'outbound')` },
    { name: 'shadow_policy_status', expression: `status IN ('running', 'promoted', 'stopped')` },
  ],
  indices: [
    {
      name: 'shadow_policy_running',
      columns: ['tenant', 'direction'],
      unique: true,
      where: `(status = 'running'::text)`,
    },
    { name: 'shadow_policy_newest', columns: ['tenant', 'direction', 'id'] },
  ],
});
