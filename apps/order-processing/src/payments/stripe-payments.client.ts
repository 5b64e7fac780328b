import { assertNever, ok } from '@strongroom/kernel';
import { Stripe } from 'stripe';
import { PaymentGateway, type GatewayAnswer, type GatewayCall, type PaymentTruth } from './payment-gateway.js';
import { stripeAmount } from './stripe-amount.js';
import { answerOfError, declined } from './stripe-answers.js';
import { within } from './within.js';

interface StripeTerms {
  readonly apiKey: string;
  /** `https://api.stripe.com`, or where the simulator listens. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
}

/**
 * Stripe through its official SDK. A payment is made in two steps, created and then confirmed, so that every call that moves
 * money names a payment whose id we already have: whatever happens to the answer, the payment can be looked at.
 */
export class StripePayments extends PaymentGateway {
  readonly #stripe: Stripe;
  readonly timeoutMs: number;

  constructor({ apiKey, apiUrl, timeoutMs }: StripeTerms) {
    super();
    const { hostname, port, protocol } = new URL(apiUrl);
    this.timeoutMs = timeoutMs;
    this.#stripe = new Stripe(apiKey, {
      host: hostname,
      port: port === '' ? (protocol === 'http:' ? 80 : 443) : port,
      protocol: protocol === 'http:' ? 'http' : 'https',
      timeout: timeoutMs,
      // The SDK's two retries would hide unknown outcomes. (It repeats a request once all the same when the connection
      // closes, under the same key: stripe-node RequestSender, _shouldRetry.)
      maxNetworkRetries: 0,
      telemetry: false,
    });
  }

  async ask(call: GatewayCall): Promise<GatewayAnswer> {
    const amount = 'amountMinor' in call ? stripeAmount(call.amountMinor, call.currency) : ok(0);
    if (!amount.ok) {
      return { kind: 'refused', failure: { code: 'payment_refused', message: amount.error } };
    }
    try {
      // The SDK's timeout counts silence on the socket, so a slow trickle or its own repetition would outlast it.
      return answerOf(call, await within(this.timeoutMs, this.#send(call, amount.value)));
    } catch (error) {
      return answerOfError(error);
    }
  }

  async look(intentId: string): Promise<PaymentTruth> {
    const intent = await within(this.timeoutMs, this.#stripe.paymentIntents.retrieve(intentId));
    switch (intent.status) {
      case 'requires_capture':
        return { kind: 'authorized' };
      case 'succeeded':
        return { kind: 'captured' };
      case 'canceled':
        return { kind: 'cancelled' };
      case 'requires_payment_method':
      case 'requires_confirmation':
      case 'requires_action':
        return intent.last_payment_error === null
          ? { kind: 'open' }
          : { kind: 'declined', failure: declined(intent.last_payment_error.message) };
      case 'processing':
      default:
        return { kind: 'moving' };
    }
  }

  #send(call: GatewayCall, amount: number): Promise<Stripe.PaymentIntent> {
    const { paymentIntents } = this.#stripe;
    const options = { idempotencyKey: call.idempotencyKey };
    switch (call.step) {
      case 'create':
        return paymentIntents.create(
          {
            amount,
            currency: call.currency.toLowerCase(),
            capture_method: 'manual',
            allowed_payment_method_types: ['card'],
            metadata: { order_id: call.orderId },
          },
          options,
        );
      case 'authorize':
        // Nobody is there to be sent to the bank's page: what would need that is a decline.
        return paymentIntents.confirm(
          call.intentId,
          { payment_method: call.paymentMethod, error_on_requires_action: true },
          options,
        );
      case 'capture':
        return paymentIntents.capture(call.intentId, { amount_to_capture: amount }, options);
      case 'cancel':
        return paymentIntents.cancel(call.intentId, { cancellation_reason: 'abandoned' }, options);
      default:
        return assertNever(call);
    }
  }
}

const statusWhenDone = { authorize: 'requires_capture', capture: 'succeeded', cancel: 'canceled' } as const;

function answerOf(call: GatewayCall, intent: Stripe.PaymentIntent): GatewayAnswer {
  return call.step === 'create' || intent.status === statusWhenDone[call.step]
    ? { kind: 'done', intentId: intent.id }
    : { kind: 'unknown', keySpent: false, cause: `the payment is ${intent.status} after ${call.step}` };
}
