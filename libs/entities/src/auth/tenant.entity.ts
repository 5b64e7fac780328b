import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface TenantRow {
  readonly tenant: string;
  readonly name: string;
  readonly recordedAt: Date;
}

/** Whose data a row is. Every other table has the bare name of it. */
export const tenant = new EntitySchema<TenantRow>({
  name: 'auth.tenant',
  schema: 'auth',
  tableName: 'tenant',
  columns: {
    tenant: { ...columns.tenant, primary: true, primaryKeyConstraintName: 'tenant_pk' },
    name: { type: 'text' },
    recordedAt: columns.recordedAt,
  },
  checks: [{ name: 'tenant_name', expression: `tenant NOT IN ('*', '-')` }],
});
