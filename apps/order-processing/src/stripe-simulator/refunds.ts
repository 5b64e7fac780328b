import { z } from 'zod';
import { type Operation } from './operation.js';
import { amountParameter, metadataParameter, parseParameters, textParameter } from './parameters.js';
import { existing } from './payment-intents.js';
import { StripeFault, unexpectedState } from './stripe-fault.js';
import { stripeId, type Refund } from './stripe-objects.js';

const createParameters = z.strictObject({
  amount: amountParameter.optional(),
  metadata: metadataParameter.default({}),
  payment_intent: textParameter,
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});

/** What was captured can be given back, in one or more parts, never more than it. */
export const createRefund: Operation = (form, { state, nowSeconds }) => {
  const parameters = parseParameters(createParameters, form);
  const intent = existing(state, parameters.payment_intent);
  if (intent.status !== 'succeeded') {
    throw unexpectedState(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  }
  const left = intent.amount_received - state.refundedOf(intent.id);
  const amount = parameters.amount ?? left;
  if (amount === 0 || amount > left) {
    throw new StripeFault(
      400,
      {
        type: 'invalid_request_error',
        message: `Refund amount (${amount}) is greater than unrefunded amount on charge (${left}).`,
        code: left === 0 ? 'charge_already_refunded' : 'amount_too_large',
        param: 'amount',
      },
      true,
    );
  }
  const refund: Refund = {
    id: stripeId('re'),
    object: 'refund',
    amount,
    charge: intent.latest_charge,
    created: nowSeconds,
    currency: intent.currency,
    metadata: parameters.metadata,
    payment_intent: intent.id,
    reason: parameters.reason ?? null,
    status: 'succeeded',
  };
  return { status: 200, body: refund, puts: [refund] };
};
