import { z } from 'zod';
import { amountParameter, flagParameter, metadataParameter, parseParameters, textParameter } from './parameters.js';
import { type Operation, type Outcome } from './operation.js';
import { invalidParameter, noSuch, unexpectedState } from './stripe-fault.js';
import { stripeId, type CardError, type PaymentIntent } from './stripe-objects.js';
import { type SimulatorState } from './simulator-state.js';
import { askBank, authenticationRequired } from './test-cards.js';

const createParameters = z.strictObject({
  allowed_payment_method_types: z.record(z.string(), z.string()).default({ 0: 'card' }),
  amount: amountParameter,
  currency: z.string().regex(/^[a-z]{3}$/, 'must be a three-letter ISO code in lower case'),
  capture_method: z.enum(['automatic', 'manual']).default('automatic'),
  confirm: flagParameter.default(false),
  description: textParameter.optional(),
  error_on_requires_action: flagParameter.default(false),
  metadata: metadataParameter.default({}),
  payment_method: textParameter.optional(),
});
const confirmParameters = z.strictObject({
  error_on_requires_action: flagParameter.default(false),
  payment_method: textParameter.optional(),
});
const captureParameters = z.strictObject({ amount_to_capture: amountParameter.optional() });
const cancelParameters = z.strictObject({
  cancellation_reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional(),
});

export const createPaymentIntent: Operation = (form, { nowSeconds }) => {
  const parameters = parseParameters(createParameters, form);
  const intent: PaymentIntent = {
    id: stripeId('pi'),
    object: 'payment_intent',
    amount: parameters.amount,
    amount_capturable: 0,
    amount_received: 0,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: parameters.capture_method,
    created: nowSeconds,
    currency: parameters.currency,
    description: parameters.description ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    metadata: parameters.metadata,
    payment_method: parameters.payment_method ?? null,
    payment_method_types: Object.values(parameters.allowed_payment_method_types),
    status: parameters.payment_method === undefined ? 'requires_payment_method' : 'requires_confirmation',
  };
  return parameters.confirm ? confirmed(intent, parameters.error_on_requires_action) : changed(intent);
};

export const confirmPaymentIntent: Operation = (form, { id, state }) => {
  const parameters = parseParameters(confirmParameters, form);
  const intent = existing(state, id);
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw unexpectedState(`You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`);
  }
  return confirmed(
    { ...intent, payment_method: parameters.payment_method ?? intent.payment_method },
    parameters.error_on_requires_action,
  );
};

export const capturePaymentIntent: Operation = (form, { id, state }) => {
  const parameters = parseParameters(captureParameters, form);
  const intent = existing(state, id);
  if (intent.status !== 'requires_capture') {
    throw unexpectedState(
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. ` +
        'Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
    );
  }
  const amount = parameters.amount_to_capture ?? intent.amount_capturable;
  if (amount > intent.amount_capturable) {
    throw invalidParameter(
      'amount_to_capture',
      `The requested capture amount is greater than the amount you can capture for this charge: ${intent.amount_capturable}.`,
      'amount_too_large',
    );
  }
  return changed({ ...intent, status: 'succeeded', amount_capturable: 0, amount_received: amount });
};

export const cancelPaymentIntent: Operation = (form, { id, state, nowSeconds }) => {
  const parameters = parseParameters(cancelParameters, form);
  const intent = existing(state, id);
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw unexpectedState(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`);
  }
  return changed({
    ...intent,
    status: 'canceled',
    amount_capturable: 0,
    canceled_at: nowSeconds,
    cancellation_reason: parameters.cancellation_reason ?? null,
  });
};

export function existing(state: SimulatorState, id: string): PaymentIntent {
  const intent = state.paymentIntent(id);
  if (intent === undefined) {
    throw noSuch('payment_intent', id);
  }
  return intent;
}

function confirmed(intent: PaymentIntent, errorOnRequiresAction: boolean): Outcome {
  const bank = intent.payment_method === null ? undefined : askBank(intent.payment_method);
  switch (bank?.kind) {
    case undefined: {
      const message = `No such PaymentMethod: '${intent.payment_method ?? ''}'`;
      throw invalidParameter('payment_method', message, 'resource_missing');
    }
    case 'needs-customer':
      return errorOnRequiresAction
        ? declined(intent, authenticationRequired)
        : changed({ ...intent, status: 'requires_action' });
    case 'declined':
      return declined(intent, bank.error);
    case 'approved': {
      const charged = { ...intent, latest_charge: stripeId('ch'), last_payment_error: null };
      return intent.capture_method === 'manual'
        ? changed({ ...charged, status: 'requires_capture', amount_capturable: intent.amount })
        : changed({ ...charged, status: 'succeeded', amount_received: intent.amount });
    }
  }
}

/** The payment stays open for another card: a decline is the end of an attempt, not of a PaymentIntent. */
function declined(intent: PaymentIntent, error: CardError): Outcome {
  const refused: PaymentIntent = {
    ...intent,
    status: 'requires_payment_method',
    payment_method: null,
    latest_charge: stripeId('ch'),
    last_payment_error: error,
  };
  return { status: 402, body: { error: { ...error, payment_intent: refused } }, puts: [refused] };
}

function changed(intent: PaymentIntent): Outcome {
  return { status: 200, body: intent, puts: [intent] };
}
