import { type OrderStatus } from '@strongroom/contracts';

/**
 * Where an order can go from each state. Nothing else changes a state: stores guard every update with it.
 *
 * ```text
 * received -> reserved -> priced -> authorized -> capture_requested -> captured
 *     |          |          |                             |
 *     |          |          +-----------------------------+--> payment_unknown   (the reconciler's alone)
 *     v          v          v                             v           |
 * rejected    expired      release_requested <------------------------+
 *                                 |
 *                                 v
 *                             released
 * ```
 * From `payment_unknown` an order goes to whatever the payment gateway says is true.
 */
const next: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  /** Written down with its lines and the claim of its idempotency key; nothing is held yet. */
  received: ['reserved', 'rejected', 'expired'],
  /** Its goods are held for it until the reservation runs out. */
  reserved: ['priced', 'expired'],
  /** Tax and totals are fixed; from here on the payment gateway is asked. */
  priced: ['authorized', 'payment_unknown', 'release_requested'],
  /** The customer's bank has promised the money. */
  authorized: ['capture_requested'],
  /** A capture is written down, so it is asked for once whoever dies meanwhile. */
  capture_requested: ['captured', 'payment_unknown', 'release_requested'],
  /** The gateway was asked and its answer is not known: only asking what it did can tell. */
  payment_unknown: ['priced', 'authorized', 'captured', 'release_requested'],
  /** The order has failed; what it holds outside and inside is being given back. */
  release_requested: ['released'],
  captured: [],
  released: [],
  rejected: [],
  expired: [],
};

export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}

/** Nothing more happens to the order by itself: its answer is final. */
export function isSettled(state: OrderStatus): boolean {
  return next[state].length === 0;
}
