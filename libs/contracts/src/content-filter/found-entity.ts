import { z } from 'zod';
import { entityFamilies, filterActions } from './filter-policy.js';

const range = z.strictObject({ start: z.int(), end: z.int() });

/** What was found, where, and why it is believed. Never the value itself. */
export const foundEntity = z.strictObject({
  type: z.string(),
  family: z.enum(entityFamilies),
  rule: z.string(),
  /** How many of a hundred such findings are real ones, as a fraction. */
  score: z.number(),
  evidence: z.array(
    z.enum(['checksum', 'decoded', 'prefix', 'range', 'tld', 'syntax', 'context', 'random', 'pattern']),
  ),
  /** How the text had to be read to see it. */
  view: z.enum(['plain', 'folded', 'decoded', 'unpacked']),
  /** Half open, in the text or in the string that `path` names. */
  span: z.strictObject({ utf16: range, code_points: range, bytes: range }),
  /** Rules that found something else in the same place and gave way. */
  suppressed: z.array(z.string()),
  /** In JSON: the place as JSON Pointer (RFC 6901), and whether it is the value there or its name. */
  path: z.string().optional(),
  in: z.enum(['value', 'key']).optional(),
});
export type FoundEntity = z.output<typeof foundEntity>;

/** What became of one text or JSON value. */
export const filtered = z.strictObject({
  /** The strongest action taken. `block`: nothing may pass on, and `output` is null. */
  action: z.enum(filterActions),
  /** In the form of the input: text for text, the same structure for JSON. */
  output: z.unknown(),
  entities: z.array(foundEntity.extend({ action: z.enum(filterActions) })),
});
export type Filtered = z.output<typeof filtered>;
