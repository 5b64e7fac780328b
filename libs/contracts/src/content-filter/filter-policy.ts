import { z } from 'zod';

export const filterActions = [
  'allow',
  'flag',
  'sanitise',
  'mask',
  'tokenise',
  'hash',
  'replace',
  'redact',
  'block',
] as const;
export const entityFamilies = [
  'business',
  'contact',
  'financial',
  'identity',
  'malicious',
  'network',
  'profanity',
  'provider-key',
  'secret',
  'strongroom-credential',
] as const;

const treatment = z.union(
  [
    z.enum(['allow', 'flag', 'mask', 'redact', 'block']),
    z.strictObject({ replace_with: z.string().max(100) }),
    z.strictObject({ sanitise_for: z.enum(['html', 'sql', 'shell', 'csv', 'log']) }),
  ],
  'must be allow, flag, mask, redact, block, { "replace_with": text } or { "sanitise_for": html, sql, shell, csv or log }',
);
const score = z.number().min(0).max(1);

/**
 * What happens to what is found. The narrowest entry that names a finding decides: its rule, else its type, else its
 * family, else `otherwise`. Types and rules must be ones that the filter knows: an entry that never applies is a mistake.
 */
export const filterPolicy = z.strictObject({
  /** Findings less certain than this are left alone. */
  score_min: score.default(0.5),
  otherwise: treatment.default('redact'),
  families: z.partialRecord(z.enum(entityFamilies), treatment).optional(),
  /** Such as `{ "CREDIT_CARD": "mask" }`. */
  types: z.record(z.string(), treatment).optional(),
  /** Such as `{ "providers.stripe-key": "block" }`. */
  rules: z.record(z.string(), treatment).optional(),
});
export type FilterPolicy = z.output<typeof filterPolicy>;

/** A tenant's policy in force. */
export const filterPolicyVersion = z.strictObject({
  /** 0 is the one that holds until the tenant sets its own. */
  version: z.int().min(0),
  policy: filterPolicy,
  set_at: z.iso.datetime().nullable(),
  set_by: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
});
