import { assertNever } from '@strongroom/kernel';

/** `half-up`: a half goes away from zero. `half-even`: a half goes to the even neighbour (banker's rounding). */
export type Rounding = (typeof roundings)[number];
export const roundings = ['half-up', 'half-even'] as const;

/** Token of the rounding that this system is configured with. */
export const TAX_ROUNDING = Symbol('tax rounding');

/** `numerator / denominator` as a whole number. Exact: no float is involved. `denominator` must be positive. */
export function roundRatio(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const twiceRest = 2n * (magnitude % denominator);
  const up = twiceRest > denominator || (twiceRest === denominator && halfGoesUp(quotient, rounding));
  const rounded = up ? quotient + 1n : quotient;
  return numerator < 0n ? -rounded : rounded;
}

function halfGoesUp(quotient: bigint, rounding: Rounding): boolean {
  switch (rounding) {
    case 'half-up':
      return true;
    case 'half-even':
      return quotient % 2n === 1n;
    default:
      return assertNever(rounding);
  }
}
