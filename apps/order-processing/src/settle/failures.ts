import { type Failure } from '../payments/payment-gateway.js';

export const reservationExpired: Failure = {
  code: 'reservation_expired',
  message: 'The order was not paid for before its reservation ran out.',
};

export const paymentCancelled: Failure = {
  code: 'payment_refused',
  message: 'The payment was cancelled before the order was complete.',
};
