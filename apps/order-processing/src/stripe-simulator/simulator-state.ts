import { type StripeObject, type PaymentIntent, type Refund } from './stripe-objects.js';

/** What was answered to the first request under an idempotency key. */
export interface KeptAnswer {
  readonly key: string;
  readonly path: string;
  readonly fingerprint: string;
  readonly status: number;
  readonly body: string;
}

/** One line of the journal: everything that one request changed. Whole or not there at all. */
export interface Change {
  readonly puts: readonly StripeObject[];
  readonly answer?: KeptAnswer;
}

/** The simulated account: a fold over the journal. */
export class SimulatorState {
  readonly #paymentIntents = new Map<string, PaymentIntent>();
  readonly #refunds = new Map<string, Refund>();
  readonly #answers = new Map<string, KeptAnswer>();

  apply({ puts, answer }: Change): void {
    for (const object of puts) {
      if (object.object === 'payment_intent') {
        this.#paymentIntents.set(object.id, object);
      } else {
        this.#refunds.set(object.id, object);
      }
    }
    if (answer !== undefined) {
      this.#answers.set(answer.key, answer);
    }
  }

  paymentIntent(id: string): PaymentIntent | undefined {
    return this.#paymentIntents.get(id);
  }

  refund(id: string): Refund | undefined {
    return this.#refunds.get(id);
  }

  answer(key: string): KeptAnswer | undefined {
    return this.#answers.get(key);
  }

  /** The newest first, as Stripe lists. */
  paymentIntents(): PaymentIntent[] {
    return [...this.#paymentIntents.values()].reverse();
  }

  refundedOf(paymentIntentId: string): number {
    return [...this.#refunds.values()]
      .filter((refund) => refund.payment_intent === paymentIntentId)
      .reduce((sum, { amount }) => sum + amount, 0);
  }
}
