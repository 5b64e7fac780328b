import { type RetentionExemption } from '../policy/retention-policy.js';

export const filterExemptions: readonly RetentionExemption[] = [
  { table: 'filter.policy_version', reason: 'A few rows; an old version explains what was blocked under it.' },
  { table: 'filter.shadow_policy', reason: 'A few rows; it explains why a version was put in force.' },
  {
    table: 'filter.pseudonym_key',
    reason: 'A row for each version of a key; without it nobody knows which one opens a token.',
  },
  {
    table: 'filter.detokenise_purpose',
    reason: 'A few rows; they say who may undo tokens. The audit log has what they said before.',
  },
  {
    table: 'filter.judgement',
    reason:
      'A small row for each finding that a person judged, without what was found; old ones weigh as much as new ones.',
  },
];
