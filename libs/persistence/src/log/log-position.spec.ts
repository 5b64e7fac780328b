import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { logPosition } from './log-position.js';

const generation = fc.integer({ min: 1, max: 8_191 });
const place = fc.integer({ min: 0, max: 2 ** 40 - 1 });

describe('logPosition', () => {
  it('is a safe integer, and any position of a later generation is greater than any of an earlier one', () => {
    fc.assert(
      fc.property(generation, place, generation, place, (g1, n1, g2, n2) => {
        const [a, b] = [logPosition(g1, n1), logPosition(g2, n2)];
        expect(Number.isSafeInteger(a)).toBe(true);
        expect(Math.sign(a - b)).toBe(Math.sign(g1 - g2) || Math.sign(n1 - n2));
      }),
    );
  });
});
