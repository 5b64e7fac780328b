/** The check digit of Verhoeff (1969): it finds every single wrong digit and every swap of two neighbours. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - ZERO;
    check = product(check, permuted(digit, index % PERMUTATIONS));
  }
  return check === 0;
}

const ZERO = '0'.charCodeAt(0);
const PERMUTATIONS = 8;

/** The group of the symmetries of a pentagon: 0 to 4 turn it, 5 to 9 turn it over. */
function product(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5;
}

function permuted(digit: number, times: number): number {
  let value = digit;
  for (let step = 0; step < times; step++) value = PERMUTATION[value] ?? 0;
  return value;
}

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
