import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';

export const cleanupPolicies: readonly RetentionPolicy[] = [
  {
    type: 'cleanup-plans',
    table: 'cleanup.plan',
    perTenant: true,
    identity: [{ column: 'plan_id', type: 'uuid' }],
    keepsMs: 0,
    reason: 'Plans and reports can be looked up for a month; what was done stays in the audit log.',
  },
];

export const cleanupExemptions: readonly RetentionExemption[] = [
  { table: 'cleanup.plan_count', reason: 'Goes with its plan.' },
];
