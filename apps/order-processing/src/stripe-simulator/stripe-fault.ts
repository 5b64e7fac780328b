export interface StripeErrorBody {
  readonly type: 'invalid_request_error' | 'idempotency_error' | 'api_error';
  readonly message: string;
  readonly code?: string;
  readonly param?: string;
}

/**
 * A refusal in Stripe's form. `recorded`: the operation had begun, so the refusal is kept under the idempotency key and is
 * replayed; a request that failed validation never began, and its key stays free (docs.stripe.com/api/idempotent_requests).
 */
export class StripeFault extends Error {
  override readonly name = 'StripeFault';

  constructor(
    readonly status: number,
    readonly error: StripeErrorBody,
    readonly recorded = false,
  ) {
    super(error.message);
  }
}

export function invalidParameter(param: string, message: string, code = 'parameter_invalid'): StripeFault {
  return new StripeFault(400, { type: 'invalid_request_error', message, code, param });
}

export function noSuch(kind: 'payment_intent' | 'refund', id: string): StripeFault {
  return new StripeFault(404, {
    type: 'invalid_request_error',
    message: `No such ${kind}: '${id}'`,
    code: 'resource_missing',
    param: 'intent',
  });
}

export function unexpectedState(message: string): StripeFault {
  return new StripeFault(
    400,
    { type: 'invalid_request_error', message, code: 'payment_intent_unexpected_state' },
    true,
  );
}
