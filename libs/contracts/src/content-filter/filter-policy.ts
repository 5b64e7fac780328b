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

export const sinks = ['html', 'sql', 'shell', 'csv', 'log'] as const;

const treatment = z.union(
  [
    z.enum(['allow', 'flag', 'mask', 'tokenise', 'hash', 'redact', 'block']),
    z.strictObject({ replace_with: z.string().max(100) }),
    z.strictObject({ sanitise_for: z.enum(sinks) }),
  ],
  'must be allow, flag, mask, tokenise, hash, redact, block, { "replace_with": text } or { "sanitise_for": html, sql, shell, csv or log }',
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

/** Which way content goes, seen from the tenant: a tenant has a policy for each. */
export const directions = ['inbound', 'outbound'] as const;
export type Direction = (typeof directions)[number];

/** `outbound` when nothing is said: there nothing found leaves in clear. */
export const direction = z.enum(directions).default('outbound');

/** A version of a tenant's policy for one direction. */
export const filterPolicyVersion = z.strictObject({
  /** 0 is the one that holds until the tenant sets its own. */
  version: z.int().min(0),
  direction: z.enum(directions),
  policy: filterPolicy,
  /** The version whose policy was put back by this one; null when the policy was sent. */
  restored_from: z.int().min(1).nullable(),
  set_at: z.iso.datetime().nullable(),
  set_by: z.strictObject({ type: z.string(), id: z.string() }).nullable(),
});
