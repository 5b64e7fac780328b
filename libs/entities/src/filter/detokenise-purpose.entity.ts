import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface DetokenisePurposeRow {
  readonly tenant: string;
  readonly purpose: string;
  /** Types of values that may be restored for it. */
  readonly types: object;
  /** Who may name it. */
  readonly actors: object;
  readonly setByType: string;
  readonly setById: string;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'detokenise_purpose_pk' };

/** For what a tenant lets tokens be undone, of which types, and by whom. */
export const detokenisePurpose = new EntitySchema<DetokenisePurposeRow>({
  name: 'filter.detokenise_purpose',
  schema: 'filter',
  tableName: 'detokenise_purpose',
  columns: {
    tenant: { ...columns.tenant, ...key },
    purpose: { type: 'text', ...key },
    types: { type: 'jsonb' },
    actors: { type: 'jsonb' },
    setByType: { name: 'set_by_type', type: 'text' },
    setById: { name: 'set_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
  },
});
