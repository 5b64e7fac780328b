import { Module } from '@nestjs/common';
import {
  listOrderProcessingDeadLetters,
  orderChanged,
  placeCompatOrder,
  placeOrder,
  purgeOrderProcessingDeadLetters,
  receiveStock,
  requeueOrderProcessingDeadLetters,
  showOrder,
  showOrderProcessingDeadLetter,
  showStock,
} from '@strongroom/contracts';
import {
  handle,
  ListDeadLetters,
  Logger,
  onEvent,
  PurgeDeadLetters,
  RequeueDeadLetters,
  SETTINGS,
  ShowDeadLetter,
} from '@strongroom/platform';
import { SecretStore } from '@strongroom/vault';
import { CheckInvariantsLoop } from './check-invariants/check-invariants.loop.js';
import { TAX_ROUNDING } from './domain/money/round-ratio.js';
import { orderProviders } from './order-providers.js';
import { openStripePayments } from './payments/open-stripe-payments.js';
import { PaymentGateway } from './payments/payment-gateway.js';
import { COMPAT_PAYMENT_METHOD, PlaceCompatOrder } from './place-compat-order/place-compat-order.js';
import { PlaceOrder } from './place-order/place-order.js';
import { ReceiveStock } from './receive-stock/receive-stock.js';
import { ReconcileOrdersLoop } from './reconcile-orders/reconcile-orders.loop.js';
import { RecordOrderEvent } from './record-order-event/record-order-event.js';
import { type OrderProcessingSettings } from './settings.js';
import { ShowOrder } from './show-order/show-order.js';
import { ShowStock } from './show-stock/show-stock.js';

const configured = [
  { provide: PaymentGateway, useFactory: openStripePayments, inject: [SETTINGS, SecretStore, Logger] },
  {
    provide: TAX_ROUNDING,
    useFactory: (settings: OrderProcessingSettings) => settings.TAX_ROUNDING,
    inject: [SETTINGS],
  },
  {
    provide: COMPAT_PAYMENT_METHOD,
    useFactory: (settings: OrderProcessingSettings) => settings.COMPAT_PAYMENT_METHOD,
    inject: [SETTINGS],
  },
];

@Module({
  controllers: [
    handle(placeOrder, PlaceOrder),
    handle(placeCompatOrder, PlaceCompatOrder),
    handle(showOrder, ShowOrder),
    handle(receiveStock, ReceiveStock),
    handle(showStock, ShowStock),
    onEvent(orderChanged, RecordOrderEvent),
    handle(listOrderProcessingDeadLetters, ListDeadLetters),
    handle(showOrderProcessingDeadLetter, ShowDeadLetter),
    handle(requeueOrderProcessingDeadLetters, RequeueDeadLetters),
    handle(purgeOrderProcessingDeadLetters, PurgeDeadLetters),
  ],
  providers: [...configured, ...orderProviders, ReconcileOrdersLoop, CheckInvariantsLoop],
})
export class OrderProcessingModule {}
