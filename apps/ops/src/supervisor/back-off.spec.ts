import { describe, expect, it } from '@jest/globals';
import { BackOff } from './back-off.js';

describe('BackOff', () => {
  it('waits twice as long after each crash, and never longer than half a minute', () => {
    const backOff = new BackOff();
    const waits = Array.from({ length: 9 }, () => backOff.nextMs(10));
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('begins again once the process has run for a minute', () => {
    const backOff = new BackOff();
    backOff.nextMs(10);
    backOff.nextMs(10);
    expect(backOff.nextMs(60_000)).toBe(500);
  });
});
