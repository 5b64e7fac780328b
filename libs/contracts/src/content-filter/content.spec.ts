import { describe, expect, it } from '@jest/globals';
import { parseInput } from '../contract/parse.js';
import { filterText } from './filter-text.js';
import { jsonValue } from './json-value.js';

const nested = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
};

describe('a JSON value to be filtered', () => {
  it('may be anything, null too, nested at most 64 levels', () => {
    for (const value of [null, false, 0, '', [], {}, nested(64)]) expect(jsonValue.safeParse(value).success).toBe(true);
    expect(jsonValue.safeParse(nested(65)).success).toBe(false);
  });

  it('is refused, and does not end the process, however deep it is', () => {
    expect(jsonValue.safeParse(nested(1_000_000)).success).toBe(false);
  });
});

describe('the input of the filter', () => {
  it('is one content, and means the same when it is parsed a second time', () => {
    const once = parseInput(filterText.input, { text: 'a', policy: { types: { CREDIT_CARD: 'mask' } } });
    expect(once).toEqual({
      text: 'a',
      direction: 'outbound',
      policy: { score_min: 0.5, otherwise: 'redact', types: { CREDIT_CARD: 'mask' } },
    });
    expect(parseInput(filterText.input, once)).toEqual(once);
  });

  it.each([{}, { text: 'a', json: 'a' }])('is refused when it is none or both: %j', (body) => {
    expect(() => parseInput(filterText.input, body)).toThrow('must have either text or json');
  });
});
