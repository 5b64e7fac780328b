import { z } from 'zod';

/** What can be cleaned up: the types of the retention policies. */
export const cleanupTypes = [
  'tokens',
  'guard-reports',
  'guards',
  'webhook-deliveries',
  'idempotency-claims',
  'cleanup-plans',
  'auth-inbox',
  'revocation-inbox',
  'filter-inbox',
  'orders-inbox',
  'cleanup-inbox',
] as const;
export type CleanupType = (typeof cleanupTypes)[number];

export const cleanupType = z.enum(cleanupTypes);

const rows = z.int().nonnegative();

/** Rows that were planned, and what became of them. When the run has finished: planned = deleted + extended + gone + locked. */
const fates = {
  planned: rows,
  deleted: rows,
  /** Given a later expiry after the plan was made; spared. */
  extended: rows,
  /** Deleted by somebody else. */
  gone: rows,
  /** Held by somebody when their batch came; left for the next plan. */
  locked: rows,
};

/** A plan and how far it has been carried out. */
export const planReport = z.strictObject({
  plan_id: z.uuid(),
  /** `failed`: a batch could not be carried out however often it was tried; what came before it is done. */
  state: z.enum(['made', 'running', 'finished', 'failed']),
  types: z.array(cleanupType),
  /** Rows whose time was over by then are planned; by the clock of the database. */
  cut_off: z.iso.datetime(),
  /** Of the retention rules that the plan was made under. */
  policy_hash: z.string(),
  /** More rows are due than the plan holds. */
  capped: z.boolean(),
  made_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  totals: z.strictObject({ ...fates, bytes: z.int().nonnegative() }),
  /** Types and tenants that have rows in the plan; `-` stands for rows that belong to no tenant. */
  counts: z.array(
    z.strictObject({
      type: cleanupType,
      tenant: z.string(),
      ...fates,
      bytes: z.int().nonnegative(),
      oldest: z.iso.datetime(),
      newest: z.iso.datetime(),
    }),
  ),
});
export type PlanReport = z.output<typeof planReport>;
