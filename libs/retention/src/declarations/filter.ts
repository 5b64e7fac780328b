import { type RetentionExemption } from '../policy/retention-policy.js';

export const filterExemptions: readonly RetentionExemption[] = [
  { table: 'filter.policy_version', reason: 'A few rows; an old version explains what was blocked under it.' },
  { table: 'filter.shadow_policy', reason: 'A few rows; it explains why a version was put in force.' },
];
