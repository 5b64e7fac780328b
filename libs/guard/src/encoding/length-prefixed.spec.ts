import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lengthPrefixed, lengthPrefixedText } from './length-prefixed.js';

const short = fc.string({ unit: 'binary', maxLength: 31 });

describe('lengthPrefixedText', () => {
  it('is the bytes of lengthPrefixed in UTF-8', () => {
    fc.assert(
      fc.property(fc.array(short, { minLength: 1, maxLength: 4 }), (parts) => {
        expect(Buffer.from(lengthPrefixedText(...parts) ?? '')).toEqual(lengthPrefixed(...parts));
      }),
    );
  });

  it('spells half of a surrogate pair as lengthPrefixed does', () => {
    const halves = ['a\ud83d', '\ude00b'];
    expect(Buffer.from(lengthPrefixedText(...halves) ?? '')).toEqual(lengthPrefixed(...halves));
  });

  it('is not given for a part of more bytes than a character of one byte can count', () => {
    expect(lengthPrefixedText('a', 'b'.repeat(127))).toHaveLength(4 + 1 + 4 + 127);
    expect(lengthPrefixedText('a', 'b'.repeat(128))).toBeUndefined();
    expect(lengthPrefixedText('a', '\u00e9'.repeat(64))).toBeUndefined();
  });
});
