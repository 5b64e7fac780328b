import { describe, expect, it } from '@jest/globals';
import { MovableClock } from './movable-clock.js';

describe('MovableClock', () => {
  it('stands still until it is moved, and goes back only when told to', () => {
    const clock = new MovableClock(1_000);
    expect([clock.nowMs(), clock.nowMs()]).toEqual([1_000, 1_000]);
    clock.advanceMs(500);
    expect(clock.nowMs()).toBe(1_500);
    expect(() => {
      clock.advanceMs(-1);
    }).toThrow('setMs');
    clock.setMs(0);
    expect(clock.nowMs()).toBe(0);
  });
});
