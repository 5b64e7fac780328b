import { OrderInvariantsStore } from './check-invariants/order-invariants.store.js';
import { PlaceCompatOrder } from './place-compat-order/place-compat-order.js';
import { AcceptOrder } from './place-order/accept-order.js';
import { AnswerWait } from './place-order/answer-wait.js';
import { IdempotencyStore } from './place-order/idempotency.store.js';
import { PlaceOrder } from './place-order/place-order.js';
import { PlaceOrderStore } from './place-order/place-order.store.js';
import { ReceiveStock } from './receive-stock/receive-stock.js';
import { ReceiveStockStore } from './receive-stock/receive-stock.store.js';
import { ReconcileOrders } from './reconcile-orders/reconcile-orders.js';
import { ResolvePayment } from './reconcile-orders/resolve-payment.js';
import { RecordOrderEvent } from './record-order-event/record-order-event.js';
import { RecordOrderEventStore } from './record-order-event/record-order-event.store.js';
import { OpenOrdersStore } from './settle/open-orders.store.js';
import { OrderSteps } from './settle/order-steps.js';
import { OrderTransitionsStore } from './settle/order-transitions.store.js';
import { PaymentSteps } from './settle/payment-steps.js';
import { PaymentsStore } from './settle/payments.store.js';
import { PricingStore } from './settle/pricing.store.js';
import { SettleOrder } from './settle/settle-order.js';
import { StockStore } from './settle/stock.store.js';
import { OrderViewStore } from './show-order/order-view.store.js';
import { ShowOrder } from './show-order/show-order.js';
import { ShowStock } from './show-stock/show-stock.js';
import { StockViewStore } from './show-stock/stock-view.store.js';

const settling = [
  ...[SettleOrder, OrderSteps, PaymentSteps, OrderTransitionsStore, PaymentsStore, PricingStore, StockStore],
  ...[ReconcileOrders, ResolvePayment, OpenOrdersStore],
];

/** All but what runs by itself and what the outside world decides: tests put it together in the same way. */
export const orderProviders = [
  ...settling,
  ...[PlaceOrder, PlaceCompatOrder, AcceptOrder, AnswerWait, IdempotencyStore, PlaceOrderStore],
  ...[ShowOrder, OrderViewStore, ShowStock, StockViewStore, ReceiveStock, ReceiveStockStore],
  ...[RecordOrderEvent, RecordOrderEventStore, OrderInvariantsStore],
];
