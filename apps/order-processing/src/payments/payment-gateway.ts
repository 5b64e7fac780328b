import { type OrderFailure } from '@strongroom/contracts';
import { type Currency } from '../domain/money/currency.js';

/** One call that changes something at the payment gateway. The same key twice has one effect. */
export type GatewayCall = { readonly idempotencyKey: string } & (
  | {
      readonly step: 'create';
      readonly orderId: string;
      readonly amountMinor: bigint;
      readonly currency: Currency;
    }
  | { readonly step: 'authorize'; readonly intentId: string; readonly paymentMethod: string }
  | {
      readonly step: 'capture';
      readonly intentId: string;
      readonly amountMinor: bigint;
      readonly currency: Currency;
    }
  | { readonly step: 'cancel'; readonly intentId: string }
);

export type GatewayStep = GatewayCall['step'];

/**
 * What an answer tells of a call's effect.
 * - `done`: it had its effect;
 * - `refused`: it had none, and will have none if asked again;
 * - `unknown`: it may have had its effect, have it later, or never. With `keySpent` the gateway has settled on this answer for
 *   the key: only a look at the payment can tell, and asking again needs a new key.
 */
export type GatewayAnswer =
  | { readonly kind: 'done'; readonly intentId: string }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'unknown'; readonly keySpent: boolean; readonly cause: unknown };

export interface Failure {
  readonly code: OrderFailure;
  /** For the customer's eyes. */
  readonly message: string;
}

/** The payment as the gateway has it. `open`: nothing is authorised and nothing was refused; `moving`: look again later. */
export type PaymentTruth =
  | { readonly kind: 'open' | 'moving' | 'authorized' | 'captured' | 'cancelled' }
  | { readonly kind: 'declined'; readonly failure: Failure };

/** Who moves the money. Never asked inside a database transaction. */
export abstract class PaymentGateway {
  /** The longest that `ask` and `look` take. */
  abstract readonly timeoutMs: number;
  /** Never throws for what the gateway or the way to it does. */
  abstract ask(call: GatewayCall): Promise<GatewayAnswer>;
  /** Reads the payment itself, which is the truth about every call made for it. Throws when it cannot be read. */
  abstract look(intentId: string): Promise<PaymentTruth>;
}
