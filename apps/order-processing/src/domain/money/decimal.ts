import { err, ok, type Result } from '@strongroom/kernel';
import { exponentOf, type Currency } from './currency.js';

const DECIMAL = /^(?<whole>0|[1-9][0-9]{0,17})(?:\.(?<fraction>[0-9]{1,15}))?$/;

/**
 * Reads `"19.99"` as 1999 minor units of EUR, exactly: the digits are taken as written, nothing is rounded.
 * Refused: a sign, an exponent, more digits than the currency has (trailing zeros may stand).
 */
export function minorUnitsOf(decimal: string, currency: Currency): Result<bigint, string> {
  const exponent = exponentOf(currency);
  const groups = DECIMAL.exec(decimal)?.groups;
  if (groups === undefined) {
    return err('must be a decimal number such as 19.99');
  }
  const fraction = (groups['fraction'] ?? '').replace(/0+$/, '');
  if (fraction.length > exponent) {
    return err(`has more decimal digits than ${currency}, which has ${exponent}`);
  }
  return ok(BigInt((groups['whole'] ?? '') + fraction.padEnd(exponent, '0')));
}

/** Writes 1999 minor units of EUR as `"19.99"`. */
export function decimalOf(minor: bigint, currency: Currency): string {
  const exponent = exponentOf(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const split = digits.length - exponent;
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, split)}.${digits.slice(split)}`;
}
