import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command, type Contract } from '../contract/contract.js';
import { type ServiceName } from '../contract/service-name.js';
import { AGE_MAX_S, letterFilters, letterId, SCAN_WITHIN_MS } from './dead-letter.js';

const ACT_ON_MOST = 500;

const filters = {
  ...letterFilters,
  /** Buried at least so long ago. */
  older_than_s: z
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(AGE_MAX_S, `must be at most ${AGE_MAX_S}`)
    .optional(),
};

const input = z
  .strictObject({
    ids: z
      .array(letterId)
      .min(1, 'must name a letter')
      .max(ACT_ON_MOST, `must name at most ${ACT_ON_MOST} letters`)
      .optional(),
    ...filters,
    /** Instead of ids and filters: every letter there is. */
    all: z.literal(true, 'must be true, or left out').optional(),
    /** Goes on after this letter, and no further than `up_to`: as `next` of the answer before says. */
    after: letterId.optional(),
    up_to: letterId.optional(),
    limit: z
      .int('must be a whole number')
      .min(1, 'must be 1 or more')
      .max(ACT_ON_MOST, `must be at most ${ACT_ON_MOST}`)
      .default(ACT_ON_MOST),
    /** Only counts. */
    dry_run: z.boolean('must be true or false').default(false),
  })
  .refine(saysWhichOnce, {
    path: ['ids'],
    error: `which letters are meant must be said in exactly one way: ids, all, or filters (${Object.keys(filters).join(', ')})`,
  });

function saysWhichOnce(given: Readonly<Record<string, unknown>>): boolean {
  const isGiven = (name: string): boolean => given[name] !== undefined;
  return [isGiven('ids'), isGiven('all'), Object.keys(filters).some(isGiven)].filter(Boolean).length === 1;
}

const output = z.strictObject({
  /** Letters that are meant and come after `after`: counted, not estimated. */
  matched: z.int(),
  /** Letters acted on; in a dry run, those that would have been. */
  done: z.int(),
  /** Letters that stay where they are, and why. */
  kept: z.array(z.strictObject({ id: letterId, why: z.string() })),
  /** Letters that were gone before: somebody else has acted on them. */
  gone: z.int(),
  /** Letters that are meant and were not reached. */
  left: z.int(),
  /** How to go on with those; null if there are none. What is buried meanwhile is not among them. */
  next: z.strictObject({ after: letterId, up_to: letterId }).nullable(),
});

export type ActOnDeadLetters = Contract<typeof input, typeof output>;

/** Puts events back to be handled again, as their publisher signed them and with all their attempts. */
export function requeueDeadLettersOf(service: ServiceName): ActOnDeadLetters {
  return actOnDeadLetters(service, 'requeue');
}

/** Deletes dead letters for good. */
export function purgeDeadLettersOf(service: ServiceName): ActOnDeadLetters {
  return actOnDeadLetters(service, 'purge');
}

function actOnDeadLetters(service: ServiceName, verb: 'requeue' | 'purge'): ActOnDeadLetters {
  return command(`${service}.dead-letter.${verb}.v1`, {
    input,
    output,
    errors: [],
    access: allow('dead-letters:write'),
    deadlineMs: SCAN_WITHIN_MS,
    http: { method: 'POST', path: `/v1/dead-letters/${service}/${verb}` },
  });
}
