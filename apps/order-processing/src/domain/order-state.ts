/**
 * Where an order can go from each state. Nothing else changes a state: stores guard every update with it.
 *
 * ```text
 * received -> reserved -> priced -> authorized -> capture_requested -> captured
 *     |          |          |            |                |   ^
 *     |          |          |            |                v   |
 *     |          |          +------------|--------> payment_unknown    (the reconciler's alone)
 *     |          |          |            |                |
 *     v          v          v            v                v
 * rejected    expired      release_requested  ------->  released
 * ```
 */
const next = {
  /** Written down with its lines and the claim of its idempotency key; nothing is held yet. */
  received: ['reserved', 'rejected', 'expired'],
  /** Its goods are held for it until the reservation runs out. */
  reserved: ['priced', 'expired'],
  /** Tax and totals are fixed; from here on the payment gateway is asked. */
  priced: ['authorized', 'payment_unknown', 'release_requested'],
  /** The customer's bank has promised the money. */
  authorized: ['capture_requested', 'release_requested'],
  /** A capture is written down, so it is asked for once whoever dies meanwhile. */
  capture_requested: ['captured', 'payment_unknown', 'release_requested'],
  /** The gateway was asked and its answer is not known: only asking what it did can tell. */
  payment_unknown: ['priced', 'authorized', 'capture_requested', 'captured', 'release_requested'],
  /** The order has failed; what it holds outside and inside is being given back. */
  release_requested: ['released'],
  captured: [],
  released: [],
  rejected: [],
  expired: [],
} as const satisfies Record<string, readonly string[]>;

export type OrderState = keyof typeof next;

const allowed: Readonly<Record<OrderState, readonly OrderState[]>> = next;

export const orderStates = Object.keys(next).filter(isOrderState);

export function isOrderState(name: string): name is OrderState {
  return Object.hasOwn(next, name);
}

export function canBecome(from: OrderState, to: OrderState): boolean {
  return allowed[from].includes(to);
}

/** Nothing more happens to the order by itself: its answer is final. */
export function isSettled(state: OrderState): boolean {
  return allowed[state].length === 0;
}
