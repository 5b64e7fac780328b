import { z } from 'zod';

/** Where a service takes calls directly: `POST /calls/v1/<pattern>`, signed in both directions like the revocation feed. */
export const directPath = (pattern: string): string => `/calls/v1/${pattern}`;

/** The body of a direct call. All of it is signed, so nothing of the call is in headers. */
export const directCall = z.strictObject({
  security_context: z.string(),
  /** Absolute, Unix milliseconds. */
  deadline_ms: z.int().positive(),
  /** Always there: a request that is sent again, by us or by somebody who recorded it, has no second effect. */
  idempotency_key: z.string().min(1).max(255),
  input: z.unknown(),
});

const status = z.enum([
  'CANCELLED',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
]);

export const directAnswer = z.union([
  z.strictObject({
    error: z.strictObject({
      status,
      code: z.string().optional(),
      message: z.string(),
      fields: z.array(z.strictObject({ pointer: z.string(), rule: z.string() })).optional(),
      retryable: z.boolean(),
      retryAfterMs: z.number().optional(),
    }),
  }),
  z.strictObject({ output: z.unknown() }),
]);
export type DirectAnswer = z.input<typeof directAnswer>;
