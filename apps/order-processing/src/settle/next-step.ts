import { assertNever } from '@strongroom/kernel';
import { type OrderRecord } from './order-record.js';

export type NextStep =
  | 'reserve'
  | 'price'
  | 'create'
  | 'authorize'
  | 'capture'
  | 'cancel'
  | 'expire'
  | 'give-up'
  | 'release'
  | 'resolve'
  | 'none';

/**
 * What an order needs next. Up to the first call for money, an order whose reservation has run out is given up: nobody waits
 * for it any more. After it, the order is finished, for the customer's bank has promised the money.
 *
 * `resolve` is for the reconciler alone: a call was written down, and whoever made it has not written down its outcome.
 */
export function nextStep(order: Pick<OrderRecord, 'status' | 'overdue' | 'intentId' | 'openCall'>): NextStep {
  if (order.openCall !== null) {
    return 'resolve';
  }
  switch (order.status) {
    case 'received':
      return order.overdue ? 'expire' : 'reserve';
    case 'reserved':
      return order.overdue ? 'expire' : 'price';
    case 'priced':
      if (order.overdue) {
        return 'give-up';
      }
      return order.intentId === null ? 'create' : 'authorize';
    case 'authorized':
      return 'capture';
    case 'release_requested':
      return order.intentId === null ? 'release' : 'cancel';
    case 'capture_requested':
    case 'payment_unknown':
      return 'resolve';
    case 'captured':
    case 'released':
    case 'rejected':
    case 'expired':
      return 'none';
    default:
      return assertNever(order.status);
  }
}
