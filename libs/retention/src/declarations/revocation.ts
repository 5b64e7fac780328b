import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';

export const revocationPolicies: readonly RetentionPolicy[] = [
  {
    type: 'guard-reports',
    table: 'revocation.guard_report',
    perTenant: false,
    identity: [
      { column: 'service', type: 'text' },
      { column: 'guard', type: 'text' },
      { column: 'seq', type: 'bigint' },
    ],
    keepsMs: 0,
    reason: 'Whether a revocation was enforced everywhere is asked while it is fresh.',
  },
  {
    type: 'guards',
    table: 'revocation.guard',
    perTenant: false,
    identity: [
      { column: 'service', type: 'text' },
      { column: 'guard', type: 'text' },
    ],
    keepsMs: 0,
    reason: 'A guard that has not been heard of until its row expired is no longer shown, not even as gone.',
  },
  {
    type: 'webhook-deliveries',
    table: 'revocation.webhook_delivery',
    perTenant: true,
    identity: [
      { column: 'endpoint_id', type: 'uuid' },
      { column: 'event_id', type: 'uuid' },
    ],
    keepsMs: 0,
    reason: 'Thirty days after it arrived or failed; one that waits does not expire. What was told stays in the log.',
  },
];

export const revocationExemptions: readonly RetentionExemption[] = [
  { table: 'revocation.webhook_endpoint', reason: 'A webhook stays until it is deleted by name.' },
  { table: 'revocation.token_revocations', reason: 'A view of revocation.event.' },
  {
    table: 'revocation.event',
    reason: 'Entries have places in a log without gaps; they stay until a whole stretch of it can be archived.',
  },
  {
    table: 'revocation.stop_request',
    reason:
      'One row for each time that somebody asked for an emergency stop; who asked is told for as long as the stop is.',
  },
  {
    table: 'revocation.scheduled',
    reason:
      'One row for each act of a person; it says why an entry of the log was made, and stays as long as the entry does.',
  },
];
