import { z } from 'zod';
import { directions, filterActions, filterPolicy } from './filter-policy.js';

/** What a policy does with something; `none` where it is not sure enough to find it at all. */
const shadowAction = z.enum(['none', ...filterActions]);
export type ShadowAction = z.output<typeof shadowAction>;

const counted = {
  in_force: shadowAction,
  shadow: shadowAction,
  count: z.int().min(1),
};

/** A policy that is tried beside the one in force and decides nothing, and what it would have done otherwise. */
export const shadowPolicy = z.strictObject({
  id: z.uuid(),
  direction: z.enum(directions),
  policy: filterPolicy,
  /** The version in force that it is compared with. */
  base_version: z.int().min(0),
  status: z.enum(['running', 'promoted', 'stopped']),
  started_at: z.iso.datetime(),
  started_by: z.strictObject({ type: z.string(), id: z.string() }),
  /** Everything filtered meanwhile, by the strongest action that each of the two takes. */
  contents: z.array(z.strictObject(counted)),
  /** The findings with which the two do not do the same, by rule. */
  findings: z.array(z.strictObject({ rule: z.string(), type: z.string(), ...counted })),
});
export type ShadowPolicy = z.output<typeof shadowPolicy>;

export const shadowId = z.strictObject({ id: z.uuid() });
