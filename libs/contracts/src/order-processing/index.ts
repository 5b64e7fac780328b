import { type Contract, type EventContract } from '../contract/contract.js';
import { orderChanged } from './order-changed.js';
import { placeCompatOrder } from './place-compat-order.js';
import { placeOrder } from './place-order.js';
import { receiveStock } from './receive-stock.js';
import { showOrder } from './show-order.js';
import { showStock } from './show-stock.js';

export { orderFailures, orderStatuses, type OrderFailure, type OrderStatus, type OrderView } from './order.js';
export { orderChanged, placeCompatOrder, placeOrder, receiveStock, showOrder, showStock };

/** The calls that the service order-processing carries out. */
export const orderProcessingContracts: readonly Contract[] = [
  placeOrder,
  placeCompatOrder,
  showOrder,
  receiveStock,
  showStock,
];

/** The events that the service order-processing publishes. */
export const orderProcessingEvents: readonly EventContract[] = [orderChanged];
