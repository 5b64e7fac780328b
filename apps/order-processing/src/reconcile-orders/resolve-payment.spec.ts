import { describe, expect, it } from '@jest/globals';
import { type GatewayStep, type PaymentTruth } from '../payments/payment-gateway.js';
import { answerOfTruth } from './resolve-payment.js';

const failure = { code: 'payment_declined', message: 'Your card was declined.' } as const;
const truths: PaymentTruth[] = [
  { kind: 'open' },
  { kind: 'moving' },
  { kind: 'authorized' },
  { kind: 'captured' },
  { kind: 'cancelled' },
  { kind: 'declined', failure },
];

/** `ask`: the payment shows no effect of the call, so it is made again under its key. */
const expected: Record<Exclude<GatewayStep, 'create'>, Record<PaymentTruth['kind'], string>> = {
  authorize: {
    open: 'ask',
    moving: 'unknown',
    authorized: 'done',
    captured: 'unknown',
    cancelled: 'refused',
    declined: 'refused',
  },
  capture: {
    open: 'ask',
    moving: 'unknown',
    authorized: 'ask',
    captured: 'done',
    cancelled: 'refused',
    declined: 'refused',
  },
  cancel: {
    open: 'ask',
    moving: 'unknown',
    authorized: 'ask',
    captured: 'unknown',
    cancelled: 'done',
    declined: 'ask',
  },
};

describe('what a payment tells of a call whose answer was lost', () => {
  it.each(
    (['authorize', 'capture', 'cancel'] as const).flatMap((step) =>
      truths.map((truth) => [step, truth.kind, expected[step][truth.kind], truth] as const),
    ),
  )('%s, and the payment is %s: %s', (step, _kind, told, truth) => {
    expect(answerOfTruth(step, 'pi_1', truth)?.kind ?? 'ask').toBe(told);
  });

  it('nothing that the payment says spends the key: only the gateway can', () => {
    const answers = truths.map((truth) => answerOfTruth('authorize', 'pi_1', truth));
    expect(answers.filter((answer) => answer?.kind === 'unknown' && answer.keySpent)).toEqual([]);
  });
});
