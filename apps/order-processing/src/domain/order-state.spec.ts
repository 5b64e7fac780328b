import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canBecome, isSettled, orderStates, type OrderState } from './order-state.js';

const anyState = fc.constantFrom(...orderStates);

describe('the states of an order', () => {
  it('every state but the first can be reached, and from every state a settled one can be', () => {
    const reach = (from: OrderState): Set<OrderState> => {
      const seen = new Set([from]);
      for (const state of seen) {
        orderStates.filter((to) => canBecome(state, to)).forEach((to) => seen.add(to));
      }
      return seen;
    };
    expect([...reach('received')].sort()).toEqual([...orderStates].sort());
    for (const state of orderStates) {
      expect([...reach(state)].some(isSettled)).toBe(true);
    }
  });

  it('a settled order stays as it is', () => {
    fc.assert(fc.property(anyState, anyState, (from, to) => !(isSettled(from) && canBecome(from, to))));
    expect(orderStates.filter(isSettled)).toEqual(['captured', 'released', 'rejected', 'expired']);
  });

  it('money that was captured is never released by compensation', () => {
    fc.assert(fc.property(anyState, (to) => !canBecome('captured', to)));
  });

  it('an unknown payment can only follow a state in which the gateway is asked', () => {
    const before = orderStates.filter((from) => canBecome(from, 'payment_unknown'));
    expect(before).toEqual(['priced', 'capture_requested']);
  });
});
