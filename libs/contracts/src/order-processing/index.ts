import { type Contract, type EventContract } from '../contract/contract.js';
import {
  listOrderProcessingDeadLetters,
  purgeOrderProcessingDeadLetters,
  requeueOrderProcessingDeadLetters,
  showOrderProcessingDeadLetter,
} from './dead-letters.js';
import { orderChanged } from './order-changed.js';
import { placeCompatOrder } from './place-compat-order.js';
import { placeOrder } from './place-order.js';
import { receiveStock } from './receive-stock.js';
import { showOrder } from './show-order.js';
import { showStock } from './show-stock.js';

export { orderFailures, orderStatuses, type OrderFailure, type OrderStatus, type OrderView } from './order.js';
export {
  orderChanged,
  placeCompatOrder,
  placeOrder,
  receiveStock,
  showOrder,
  showStock,
  listOrderProcessingDeadLetters,
  showOrderProcessingDeadLetter,
  requeueOrderProcessingDeadLetters,
  purgeOrderProcessingDeadLetters,
};

/** The calls that the service order-processing carries out. */
export const orderProcessingContracts: readonly Contract[] = [
  placeOrder,
  placeCompatOrder,
  showOrder,
  receiveStock,
  showStock,
  listOrderProcessingDeadLetters,
  showOrderProcessingDeadLetter,
  requeueOrderProcessingDeadLetters,
  purgeOrderProcessingDeadLetters,
];

/** The events that the service order-processing publishes. */
export const orderProcessingEvents: readonly EventContract[] = [orderChanged];
