import { describe, expect, it } from '@jest/globals';
import { orderStatuses } from '@strongroom/contracts';
import fc from 'fast-check';
import { isSettled } from '../domain/order-state.js';
import { nextStep } from './next-step.js';

const openCall = { step: 'capture', attempt: 1, idempotencyKey: 'k' } as const;
const order = fc.record({
  status: fc.constantFrom(...orderStatuses),
  overdue: fc.boolean(),
  intentId: fc.constantFrom(null, 'pi_1'),
  openCall: fc.constantFrom(null, openCall),
});

describe('the next step of an order', () => {
  it('is none if and only if the order is final', () => {
    fc.assert(
      fc.property(order, (one) => {
        fc.pre(one.openCall === null);
        expect(nextStep(one) === 'none').toBe(isSettled(one.status));
      }),
    );
  });

  it('never asks the gateway for anything while a call has no outcome: that is resolved first', () => {
    fc.assert(fc.property(order, (one) => one.openCall === null || nextStep(one) === 'resolve'));
  });

  it('never begins to take money for an order whose reservation has run out', () => {
    fc.assert(
      fc.property(order, (one) => !(one.overdue && ['reserve', 'create', 'authorize'].includes(nextStep(one)))),
    );
  });

  it('finishes an order that the bank has promised the money for, however late', () => {
    expect(nextStep({ status: 'authorized', overdue: true, intentId: 'pi_1', openCall: null })).toBe('capture');
  });

  it('cancels a payment that was made before it releases an order', () => {
    const failed = { status: 'release_requested', overdue: false, openCall: null } as const;
    expect(nextStep({ ...failed, intentId: 'pi_1' })).toBe('cancel');
    expect(nextStep({ ...failed, intentId: null })).toBe('release');
  });
});
