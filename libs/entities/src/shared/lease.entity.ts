import { EntitySchema } from 'typeorm';
import { type ServiceSchema } from '../database-roles.js';

export interface LeaseRow {
  readonly name: string;
  readonly holder: string | null;
  readonly heldUntil: Date | null;
  readonly fence: number;
}

/** Which process does a piece of work that only one may do at a time. */
export function leaseEntity(schema: ServiceSchema): EntitySchema<LeaseRow> {
  return new EntitySchema<LeaseRow>({
    name: `${schema}.lease`,
    schema,
    tableName: 'lease',
    columns: {
      name: { type: 'text', primary: true, primaryKeyConstraintName: 'lease_pk' },
      holder: { type: 'uuid', nullable: true },
      heldUntil: { name: 'held_until', type: 'timestamptz', nullable: true },
      fence: { type: 'bigint', default: 0 },
    },
  });
}
