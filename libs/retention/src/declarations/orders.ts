import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';

export const ordersPolicies: readonly RetentionPolicy[] = [
  {
    type: 'idempotency-claims',
    table: 'orders.idempotency_claim',
    perTenant: true,
    // A key may be claimed anew after its time, so an expired and a live claim can stand side by side.
    identity: [
      { column: 'scope', type: 'text' },
      { column: 'key', type: 'text' },
      { column: 'recorded_at', type: 'timestamptz' },
    ],
    keepsMs: 0,
    reason: 'A claim promises the same answer until it expires, and no longer.',
  },
];

const BOOKS = 'Books: orders, payments and what explains them are kept as long as the law asks.';

export const ordersExemptions: readonly RetentionExemption[] = [
  { table: 'orders.stock', reason: 'The present state of the stock.' },
  { table: 'orders.stock_receipt', reason: BOOKS },
  { table: 'orders.sales_order', reason: BOOKS },
  { table: 'orders.open_order', reason: 'Work in hand: a row goes when its order is final.' },
  { table: 'orders.payment', reason: BOOKS },
  { table: 'orders.payment_call', reason: BOOKS },
  { table: 'orders.capture', reason: BOOKS },
  { table: 'orders.ledger_journal', reason: BOOKS },
  { table: 'orders.order_event', reason: BOOKS },
];
