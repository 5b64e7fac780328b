import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface JudgementRow {
  readonly tenant: string;
  /** SHA-256 of the name that the caller has for the finding. */
  readonly findingHash: Buffer;
  readonly rule: string;
  readonly scorePercent: number;
  readonly verdict: 'confirmed' | 'dismissed';
  readonly judgedByType: string;
  readonly judgedById: string;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'judgement_pk' };

/** What people said of findings of the filter; nothing of what was found. */
export const judgement = new EntitySchema<JudgementRow>({
  name: 'filter.judgement',
  schema: 'filter',
  tableName: 'judgement',
  columns: {
    tenant: { ...columns.tenant, ...key },
    findingHash: { name: 'finding_hash', type: 'bytea', ...key },
    rule: { type: 'text' },
    scorePercent: { name: 'score_percent', type: 'integer' },
    verdict: { type: 'text' },
    judgedByType: { name: 'judged_by_type', type: 'text' },
    judgedById: { name: 'judged_by_id', type: 'text' },
    recordedAt: columns.recordedAt,
  },
  checks: [
    { name: 'judgement_score', expression: 'score_percent >= 0 AND score_percent <= 100' },
    { name: 'judgement_verdict', expression: `verdict IN ('confirmed', 'dismissed')` },
  ],
});
