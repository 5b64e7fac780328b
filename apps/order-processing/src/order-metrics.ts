import { Gauge } from 'prom-client';
import { type OrderInvariant } from './check-invariants/order-invariants.store.js';
import { type OpenOrdersCount } from './reconcile-orders/open-orders.store.js';

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

export const orderMetrics = {
  openOrders: ({ count, oldestSeconds }: OpenOrdersCount): void => {
    open.set(count);
    oldest.set(oldestSeconds);
  },
  violations: (counts: ReadonlyMap<OrderInvariant, number>): void => {
    for (const [invariant, count] of counts) {
      broken.set({ invariant }, count);
    }
  },
};
