import { err, ok, type Result } from '@strongroom/kernel';
import { exponentOf, type Currency } from '../domain/money/currency.js';

/** Digits by which Stripe counts, where they are not those of ISO 4217 (docs.stripe.com/currencies, zero-decimal and special cases). */
const exponentsAtStripe: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/**
 * An amount as Stripe counts it: 500 for ISK 5, although the króna has no minor unit. An amount that Stripe cannot count
 * exactly is an error, never rounded.
 */
export function stripeAmount(minor: bigint, currency: Currency): Result<number, string> {
  const shift = (exponentsAtStripe[currency] ?? exponentOf(currency)) - exponentOf(currency);
  const [factor, divisor] = shift >= 0 ? [10n ** BigInt(shift), 1n] : [1n, 10n ** BigInt(-shift)];
  const amount = minor * factor;
  return amount % divisor === 0n ? ok(Number(amount / divisor)) : err(`${currency} can only be paid in whole units`);
}
