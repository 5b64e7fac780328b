import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface PseudonymKeyRow {
  readonly tenant: string;
  /** The highest that is stored is the current one. */
  readonly version: number;
  /** `writing`: the secret store may have a value, which nothing has been made with. */
  readonly state: 'writing' | 'stored';
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'pseudonym_key_pk' };

/** The versions of a tenant's key for tokens and hashes. Their values are in the secret store. */
export const pseudonymKey = new EntitySchema<PseudonymKeyRow>({
  name: 'filter.pseudonym_key',
  schema: 'filter',
  tableName: 'pseudonym_key',
  columns: {
    tenant: { ...columns.tenant, ...key },
    version: { type: 'integer', ...key },
    state: { type: 'text', default: 'writing' },
    recordedAt: columns.recordedAt,
  },
  checks: [
    { name: 'pseudonym_key_from_one', expression: 'version > 0' },
    { name: 'pseudonym_key_state', expression: `state IN ('writing', 'stored')` },
  ],
});
