import { z } from 'zod';
import { allow } from '../contract/access.js';
import { query } from '../contract/contract.js';

const DAYS_MAX = 366;
const DAY_MS = 86_400_000;
const moment = z.iso.datetime({ offset: true }).optional();
const count = z.int().nonnegative();
const counts = z.array(z.strictObject({ name: z.string(), revocations: count }));
const milliseconds = z.number().nonnegative();
const measured = {
  revocations: count,
  measurements: count,
  p50_ms: milliseconds,
  p90_ms: milliseconds,
  p99_ms: milliseconds,
  max_ms: milliseconds,
};

/**
 * What was revoked from `from` until `to` (left out: the last 30 days until now), of all that the list shows the caller, and how
 * fast guards enforced it. Days are UTC. Services are those that revokers named; what names none is in no line of `by_service`.
 */
export const showStatistics = query('revocation.statistics.show.v1', {
  input: z.strictObject({ from: moment, to: moment }).refine(
    ({ from, to }) => {
      const span = (to === undefined ? Date.now() : Date.parse(to)) - (from === undefined ? 0 : Date.parse(from));
      // Not a time at all: that is said already.
      if (from === undefined || Number.isNaN(span)) return true;
      return span > 0 && span <= DAYS_MAX * DAY_MS;
    },
    { path: ['from'], message: `must be before \`to\`, and not more than ${DAYS_MAX} days` },
  ),
  output: z.strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    revocations: count,
    by_reason: counts,
    by_scope: counts,
    by_service: counts,
    by_day: counts,
    /**
     * From the sealing of an entry until a guard that was there then had it, over the last 1,000 entries of the last day, when
     * guards' reports are kept. Null where nothing was measured. Upper bounds: a report's way here is counted as part of it.
     */
    enforcement: z
      .strictObject({
        ...measured,
        /** The same of each service's guards, by its name: where it takes long. */
        by_guard_service: z.array(z.strictObject({ name: z.string(), ...measured })),
      })
      .nullable(),
  }),
  errors: [],
  access: allow('revocation:read'),
  deadlineMs: 10_000,
  duringStop: true,
  http: { method: 'GET', path: '/v1/revocations/statistics' },
});
