import { describe, expect, it } from '@jest/globals';
import { percentile, spreadOf } from './statistics.ts';

describe('spreadOf', () => {
  it('gives the middle, the least and the greatest, whatever the order', () => {
    expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });

  it('refuses to make a figure of nothing', () => {
    expect(() => spreadOf([])).toThrow('no values');
  });
});

describe('percentile', () => {
  it('is never better than the share of values that it speaks for', () => {
    const sorted = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(percentile(sorted, 0.99)).toBe(100);
    expect(percentile(sorted, 0.9)).toBe(91);
  });
});
