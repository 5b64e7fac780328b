import { describe, expect, it } from '@jest/globals';
import { ageS, filterOf } from './letter-options.js';

describe('an age', () => {
  it.each([
    ['90s', 90],
    ['15m', 900],
    ['2h', 7_200],
    ['7d', 604_800],
  ])('%s is %i seconds', (text, seconds) => {
    expect(ageS(text)).toBe(seconds);
  });

  it.each(['', '2', 'h', '-2h', '1.5h', '2 h', '2w', '2hours'])('is not "%s"', (text) => {
    expect(() => ageS(text)).toThrow('a whole number and a unit');
  });
});

describe('what the options say of letters', () => {
  it('is asked of the service, and nothing that was not given', () => {
    expect(filterOf({})).toEqual({});
    expect(filterOf({ reason: { status: 'INTERNAL' }, olderThan: 60, pattern: 'a.b.c.v1' })).toEqual({
      ...{ status: 'INTERNAL', older_than_s: 60, pattern: 'a.b.c.v1' },
    });
  });
});
