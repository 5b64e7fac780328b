import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface ShadowCountRow {
  readonly shadowId: string;
  /** Empty for whole contents. */
  readonly rule: string;
  readonly inForce: string;
  readonly shadow: string;
  readonly tenant: string;
  /** What the rule finds; empty for whole contents. */
  readonly type: string;
  readonly seen: number;
}

const key = { primary: true, primaryKeyConstraintName: 'shadow_count_pk' };

/** How often the policy in force did one thing and the one beside it would have done another. */
export const shadowCount = new EntitySchema<ShadowCountRow>({
  name: 'filter.shadow_count',
  schema: 'filter',
  tableName: 'shadow_count',
  columns: {
    shadowId: { name: 'shadow_id', type: 'uuid', ...key },
    rule: { type: 'text', ...key },
    inForce: { name: 'in_force', type: 'text', ...key },
    shadow: { type: 'text', ...key },
    tenant: columns.tenant,
    type: { type: 'text' },
    seen: { type: 'bigint' },
  },
  checks: [{ name: 'shadow_count_seen', expression: 'seen > 0' }],
  foreignKeys: [
    {
      name: 'shadow_count_shadow_fk',
      target: 'filter.shadow_policy',
      columnNames: ['shadowId'],
      referencedColumnNames: ['id'],
    },
  ],
});
