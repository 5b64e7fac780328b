import { describe, expect, it } from '@jest/globals';
import { orderStatuses, type OrderStatus } from '@strongroom/contracts';
import fc from 'fast-check';
import { canBecome, isSettled } from './order-state.js';

const anyState = fc.constantFrom(...orderStatuses);

describe('the states of an order', () => {
  it('every state but the first can be reached, and from every state a settled one can be', () => {
    const reach = (from: OrderStatus): Set<OrderStatus> => {
      const seen = new Set([from]);
      for (const state of seen) {
        orderStatuses.filter((to) => canBecome(state, to)).forEach((to) => seen.add(to));
      }
      return seen;
    };
    expect([...reach('received')].sort()).toEqual([...orderStatuses].sort());
    for (const state of orderStatuses) {
      expect([...reach(state)].some(isSettled)).toBe(true);
    }
  });

  it('a settled order stays as it is', () => {
    fc.assert(fc.property(anyState, anyState, (from, to) => !(isSettled(from) && canBecome(from, to))));
    expect(orderStatuses.filter(isSettled)).toEqual(['captured', 'released', 'rejected', 'expired']);
  });

  it('money that was captured is never released by compensation', () => {
    fc.assert(fc.property(anyState, (to) => !canBecome('captured', to)));
  });

  it('an unknown payment can only follow a state in which the gateway is asked', () => {
    const before = orderStatuses.filter((from) => canBecome(from, 'payment_unknown'));
    expect(before).toEqual(['priced', 'capture_requested']);
  });
});
