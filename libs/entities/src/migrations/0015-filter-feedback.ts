import { migration } from './migration.js';
import { tenantTable } from './tenant-table.js';

/** What people said of the filter's findings. */
export const filterFeedback = migration(15, 'filter-feedback', [
  `CREATE TABLE filter.judgement (
     tenant text NOT NULL,
     finding_hash bytea NOT NULL,
     rule text NOT NULL,
     score_percent integer NOT NULL CONSTRAINT judgement_score CHECK (score_percent >= 0 AND score_percent <= 100),
     verdict text NOT NULL CONSTRAINT judgement_verdict CHECK (verdict IN ('confirmed', 'dismissed')),
     judged_by_type text NOT NULL,
     judged_by_id text NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
     CONSTRAINT judgement_pk PRIMARY KEY (tenant, finding_hash)
   )`,
  ...tenantTable('filter.judgement', {
    grants: ['SELECT', 'INSERT', 'UPDATE (rule, score_percent, verdict, judged_by_type, judged_by_id, recorded_at)'],
  }),
]);
