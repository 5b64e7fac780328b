import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseMs, retryAfterMs, retryDelayMs } from './backoff.js';

const atMost = (attempts: number): number => retryDelayMs(attempts, () => 1);

describe('the pause before a delivery is tried again', () => {
  it('is anything from nothing to a ceiling that doubles from 10 s to two hours', () => {
    expect([1, 2, 3, 10, 11, 60].map(atMost)).toEqual([10_000, 20_000, 40_000, 5_120_000, 7_200_000, 7_200_000]);
    expect(retryDelayMs(5, () => 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat(1_000), (attempts) => {
        expect(retryDelayMs(attempts)).toBeLessThanOrEqual(atMost(attempts));
      }),
    );
  });

  it('of a receiver as a whole is a minute at most', () => {
    expect([1, 2, 7, 1_000].map((failures) => pauseMs(failures, () => 1))).toEqual([1_000, 2_000, 60_000, 60_000]);
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');

  it('is seconds or a date, an hour at most, and never in the past', () => {
    expect(retryAfterMs('120', nowMs)).toBe(120_000);
    expect(retryAfterMs('Thu, 01 Jan 2026 00:00:30 GMT', nowMs)).toBe(30_000);
    expect(retryAfterMs('999999999', nowMs)).toBe(3_600_000);
    expect(retryAfterMs('Thu, 01 Jan 2099 00:00:00 GMT', nowMs)).toBe(3_600_000);
    expect(retryAfterMs('Wed, 31 Dec 2025 00:00:00 GMT', nowMs)).toBe(0);
  });

  it('that nobody understands asks for nothing', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const ms = retryAfterMs(header, nowMs);
        expect(ms >= 0 && ms <= 3_600_000).toBe(true);
      }),
    );
    for (const header of ['', '-5', '1e3', 'soon', '9'.repeat(400), undefined])
      expect(retryAfterMs(header, nowMs)).toBe(0);
  });
});
