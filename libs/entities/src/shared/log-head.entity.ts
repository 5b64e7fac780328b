import { EntitySchema } from 'typeorm';
import { type ServiceSchema } from '../database-roles.js';

export interface LogHeadRow {
  readonly log: string;
  readonly generation: number;
  readonly n: number;
  readonly heartbeatAt: Date;
  readonly fence: number;
}

/** How far each sealed log of the schema has come. */
export function logHeadEntity(schema: ServiceSchema): EntitySchema<LogHeadRow> {
  return new EntitySchema<LogHeadRow>({
    name: `${schema}.log_head`,
    schema,
    tableName: 'log_head',
    columns: {
      log: { type: 'text', primary: true, primaryKeyConstraintName: 'log_head_pk' },
      generation: { type: 'integer', default: 1 },
      n: { type: 'bigint', default: 0 },
      heartbeatAt: { name: 'heartbeat_at', type: 'timestamptz', default: () => `'-infinity'` },
      fence: { type: 'bigint', default: 0 },
    },
  });
}
