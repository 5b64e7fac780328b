import { randomBytes } from 'node:crypto';

export type PaymentIntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

/** The members of Stripe's PaymentIntent that the simulator keeps; amounts in minor units, times in Unix seconds. */
export interface PaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly amount_capturable: number;
  readonly amount_received: number;
  readonly canceled_at: number | null;
  readonly cancellation_reason: string | null;
  readonly capture_method: 'automatic' | 'manual';
  readonly created: number;
  readonly currency: string;
  readonly description: string | null;
  readonly last_payment_error: CardError | null;
  readonly latest_charge: string | null;
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payment_method: string | null;
  readonly payment_method_types: readonly string[];
  readonly status: PaymentIntentStatus;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly charge: string | null;
  readonly created: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly payment_intent: string;
  readonly reason: string | null;
  readonly status: 'succeeded';
}

export type StripeObject = PaymentIntent | Refund;

export interface CardError {
  readonly type: 'card_error';
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
}

/** Ids look like Stripe's: a prefix that names the kind, and letters and digits. */
export function stripeId(prefix: 'pi' | 'ch' | 're' | 'req'): string {
  return `${prefix}_${randomBytes(12).toString('hex')}`;
}
