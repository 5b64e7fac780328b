import { Stripe } from 'stripe';
import { type Failure, type GatewayAnswer } from './payment-gateway.js';

/** What the SDK threw, as what it tells of the call's effect. In doubt it is not known. */
export function answerOfError(error: unknown): GatewayAnswer {
  if (error instanceof Stripe.errors.StripeCardError) {
    return { kind: 'refused', failure: declined(error.message) };
  }
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code !== 'payment_intent_unexpected_state') {
    return {
      kind: 'refused',
      failure: { code: 'payment_refused', message: `the payment was refused: ${error.code ?? 'invalid request'}` },
    };
  }
  // Among these: no answer, 5xx, a payment in another state than was thought, a key in use (409), a wrong API key (401).
  // The last is not the customer's fault, and an order should outlive it.
  return { kind: 'unknown', keySpent: isReplay(error), cause: error };
}

export function declined(message: string | undefined): Failure {
  return { code: 'payment_declined', message: message ?? 'The payment was declined.' };
}

/** A replayed answer is the one the key will always give (docs.stripe.com/api/idempotent_requests: also a 500). */
function isReplay(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeError && error.headers?.['idempotent-replayed'] === 'true';
}
