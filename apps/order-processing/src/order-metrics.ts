import { Gauge, Histogram } from 'prom-client';
import { type OrderInvariant } from './check-invariants/order-invariants.store.js';
import { type GatewayAnswer, type GatewayStep } from './payments/payment-gateway.js';
import { type OpenOrdersCount } from './settle/open-orders.store.js';

const open = new Gauge({ name: 'strongroom_orders_open', help: 'Orders that are not final' });
const oldest = new Gauge({
  name: 'strongroom_orders_open_oldest_seconds',
  help: 'Age of the oldest order that is not final; one that grows needs somebody to look at its payment',
});
const broken = new Gauge({
  name: 'strongroom_orders_invariant_violations',
  help: 'Cases in which an invariant of orders does not hold; anything but 0 is an alarm',
  labelNames: ['invariant'],
});

const paymentCalls = new Histogram({
  name: 'strongroom_payment_call_duration_seconds',
  help: 'Duration of calls to the payment gateway, by what their answers told',
  labelNames: ['step', 'answer'],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

export const orderMetrics = {
  paymentCall: (step: GatewayStep, answer: GatewayAnswer['kind'], durationMs: number): void => {
    paymentCalls.observe({ step, answer }, durationMs / 1_000);
  },
  openOrders: ({ count, oldestSeconds }: OpenOrdersCount): void => {
    open.set(count);
    oldest.set(oldestSeconds);
  },
  /** Empty where another replica asks: what this one knew is not true any more. */
  violations: (counts: ReadonlyMap<OrderInvariant, number>): void => {
    broken.reset();
    for (const [invariant, count] of counts) {
      broken.set({ invariant }, count);
    }
  },
};
