import { z } from 'zod';

/** A whole number in a query, where everything is text; a number itself will do as well. */
export function wholeNumberText(min: number, max: number = Number.MAX_SAFE_INTEGER): z.ZodCoercedNumber {
  return z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(min, `must be ${min} or more`)
    .max(max, `must be at most ${max}`);
}
