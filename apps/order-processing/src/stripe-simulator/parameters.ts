import { z } from 'zod';
import { type Form } from './form-body.js';
import { invalidParameter } from './stripe-fault.js';

/** Stripe caps an amount at eight digits (docs.stripe.com/currencies). */
export const amountParameter = z
  .string()
  .regex(/^[1-9][0-9]{0,7}$/, 'must be a positive integer of at most 8 digits')
  .transform(Number);
export const flagParameter = z.enum(['true', 'false']).transform((text) => text === 'true');
export const metadataParameter = z.record(z.string().max(40), z.string().max(500));
export const textParameter = z.string().max(1_000);

/** Parameters of an operation, or Stripe's 400 that names the first one that is wrong, missing or unknown. */
export function parseParameters<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const parsed = schema.safeParse(form);
  if (parsed.success) {
    return parsed.data;
  }
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    const unknown = issue.keys[0] ?? '';
    throw invalidParameter(unknown, `Received unknown parameter: ${unknown}`, 'parameter_unknown');
  }
  const [head, ...members] = (issue?.path ?? []).map(String);
  const param = (head ?? '') + members.map((member) => `[${member}]`).join('');
  throw invalidParameter(param, `Invalid ${param}: ${issue?.message ?? 'not understood'}`);
}
