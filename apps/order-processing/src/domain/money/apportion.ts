/**
 * Shares `total` out over `weights` so that the parts sum to it exactly: each part is rounded down, and what is left goes,
 * one unit each, to the parts that lost most by that (the largest-remainder method). Of equal losses the earlier part wins,
 * so the answer depends on nothing but the input.
 *
 * @param total not negative
 * @param weights not negative; all zero only where `total` is zero
 */
export function apportion(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) {
    if (total !== 0n) {
      throw new RangeError('something cannot be shared out over weights that are all zero');
    }
    return weights.map(() => 0n);
  }
  const parts = weights.map((weight, index) => ({
    index,
    floor: (total * weight) / sum,
    rest: (total * weight) % sum,
  }));
  let left = total - parts.reduce((a, { floor }) => a + floor, 0n);
  const shares = parts.map(({ floor }) => floor);
  const byLoss = [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const { index, floor } of byLoss) {
    if (left === 0n) {
      break;
    }
    shares[index] = floor + 1n;
    left -= 1n;
  }
  return shares;
}
