import { z } from 'zod';

export const AGE_MAX_S = 315_360_000;
/** All letters are looked at, to count exactly: a hundred thousand of them at most. */
export const SCAN_WITHIN_MS = 30_000;

/** `<ms>-<n>`, the entry's place in the stream: letters sort by it in the order of their burial. */
export const letterId = z.string().regex(/^\d{13}-\d{1,19}$/, 'must be the id of a dead letter: <ms>-<n>');

/** A letter is meant if it fits all that are given. */
export const letterFilters = {
  /** What the last attempt failed with: one of gRPC's canonical codes, such as UNAVAILABLE. */
  status: z
    .string()
    .regex(/^[A-Z_]{2,32}$/, 'must be a canonical status, such as UNAVAILABLE')
    .optional(),
  /** The error code of the last attempt, such as `err:platform:internal:unexpected`. */
  code: z
    .string()
    .regex(/^err(?::[a-z0-9-]+){3}$/, 'must be an error code: err:<system>:<category>:<specific>')
    .optional(),
  /** The pattern of the event. */
  pattern: z
    .string()
    .regex(/^[a-z-]+(?:\.[a-z-]+){2}\.v[1-9][0-9]{0,3}$/, 'must be a pattern: <service>.<thing>.<what happened>.v<n>')
    .max(200, 'must have at most 200 characters')
    .optional(),
};

export const letterSummary = z.strictObject({
  id: letterId,
  consumer: z.string(),
  buried_at: z.iso.datetime(),
  published_at: z.iso.datetime().nullable(),
  status: z.string(),
  code: z.string().nullable(),
  message: z.string(),
  attempts: z.int().nullable(),
  /** Why the event cannot be put back: its consumer would refuse it. Null where it can. */
  refusal: z.string().nullable(),
  /** What its publisher signed; null where nobody that we share a key with did. */
  event: z
    .strictObject({ id: z.uuid(), pattern: z.string(), publisher: z.string(), tenant: z.string().nullable() })
    .nullable(),
});

/** A letter as it is shown: never a word of its body. */
export type LetterSummary = z.output<typeof letterSummary>;
