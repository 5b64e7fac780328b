import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';

const SCHEMAS = ['auth', 'revocation', 'filter', 'orders', 'cleanup'] as const;

/** What stands in the schema of every service. */
export const groundPolicies: readonly RetentionPolicy[] = SCHEMAS.map((schema) => ({
  type: `${schema}-inbox`,
  table: `${schema}.inbox`,
  perTenant: true,
  identity: [
    { column: 'consumer', type: 'text' },
    { column: 'event_id', type: 'uuid' },
  ],
  keepsMs: 0,
  reason: 'Thirty days after the event. An older one is refused, so the row has nothing left to prevent.',
}));

export const groundExemptions: readonly RetentionExemption[] = [
  ...SCHEMAS.flatMap((schema): RetentionExemption[] => [
    { table: `${schema}.outbox`, reason: 'Holds only what has not been sent; the relay deletes the rest.' },
    { table: `${schema}.lease`, reason: 'One row for each kind of work.' },
    { table: `${schema}.log_head`, reason: 'One row for each log.' },
  ]),
  {
    table: 'audit.entry',
    reason: 'Kept until it can be archived with its chain: nobody has the right to delete an entry.',
  },
];
