import { type OrderStatus } from '@strongroom/contracts';
import { type Currency } from '../domain/money/currency.js';
import { type GatewayStep } from '../payments/payment-gateway.js';

/** A call to the payment gateway that was written down and has no outcome yet. */
export interface OpenCall {
  readonly step: GatewayStep;
  readonly attempt: number;
  readonly idempotencyKey: string;
}

/** An order as far as its next step depends on it. `version` guards every change: who acts on an old one changes nothing. */
export interface OrderRecord {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly version: number;
  readonly currency: Currency;
  readonly paymentMethod: string;
  /** Null until the order is priced. */
  readonly totalMinor: bigint | null;
  /** Its reservation has run out, by the database's clock. */
  readonly overdue: boolean;
  readonly intentId: string | null;
  readonly openCall: OpenCall | null;
}

/** Somebody else has moved the order on: what was about to be done is not this process's to do any more. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';

  constructor(orderId: string) {
    super(`order ${orderId} was moved on by somebody else`);
  }
}
