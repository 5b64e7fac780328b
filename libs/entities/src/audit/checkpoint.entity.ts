import { EntitySchema } from 'typeorm';

export interface CheckpointRow {
  readonly number: number;
  readonly statement: string;
  readonly keyId: string;
  readonly signature: string;
}

/** A signed statement of how far the audit chains had come. */
export const checkpoint = new EntitySchema<CheckpointRow>({
  name: 'audit.checkpoint',
  schema: 'audit',
  tableName: 'checkpoint',
  columns: {
    number: { type: 'bigint', primary: true, primaryKeyConstraintName: 'checkpoint_pk' },
    statement: { type: 'text' },
    keyId: { name: 'key_id', type: 'text' },
    signature: { type: 'text' },
  },
});
