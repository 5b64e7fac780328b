import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { literalFinder } from './literals.js';

function findAll(literals: readonly string[], text: string): readonly string[] {
  const found: string[] = [];
  literalFinder(literals)(text, 0, text.length, (index, literal) => found.push(`${String(index)} ${literal}`));
  return found.sort();
}

describe('looking for literals', () => {
  it('finds each at each place, over one another and at the ends of the text', () => {
    expect(findAll(['sk_', 'sk_live_', 'li', '@'], 'sk_live_@sk_')).toEqual([
      '0 sk_',
      '0 sk_live_',
      '3 li',
      '8 @',
      '9 sk_',
    ]);
  });

  it('finds a short one whatever stands behind it', () => {
    expect(findAll(['pw'], 'pwé pw谢 pw')).toEqual(['0 pw', '4 pw', '8 pw']);
  });

  it('finds those of any case in any case, and at the beginning of words only if they begin with a letter', () => {
    const found: string[] = [];
    const text = 'SELECT xselect 1SeLeCt a=OR ID ids';
    literalFinder(['Se'], ['select', '=or', 'id'])(text, 0, text.length, (at, literal, anyCase) =>
      found.push(`${String(at)} ${literal}${anyCase ? ' in any case' : ''}`),
    );
    expect(found).toEqual([
      '0 select in any case',
      '16 Se',
      '16 select in any case',
      '24 =or in any case',
      '28 id in any case',
      '31 id in any case',
    ]);
  });

  it('finds in a part of a text what begins there, and knows what stands before it', () => {
    const found: string[] = [];
    literalFinder(['pw'], ['select'])('pw selectselect pw', 4, 17, (at, literal) =>
      found.push(`${String(at)} ${literal}`),
    );
    expect(found).toEqual(['16 pw']);
  });

  it.each(['a', 'é', '谢', '\ud83d\ude00', 'Ł'])('finds what lies over the end of a block of %s', (filling) => {
    const text = filling.repeat(8_190 / filling.length) + ' select Ł' + 'sk_live_ select';
    const found: number[] = [];
    literalFinder(['sk_live_'], ['select'])(text, 0, text.length, (at) => found.push(at));
    expect(found).toEqual([8_191, 8_199, 8_208]);
  });

  it('takes only letters of ASCII for a word that goes on', () => {
    const found: number[] = [];
    literalFinder([], ['select'])('xselect Łselect ｘselect éselect', 0, 40, (at) => found.push(at));
    expect(found).toEqual([9, 17, 25]);
  });

  it('finds what a search for each one finds', () => {
    const word = fc.stringMatching(/^[ab@é]{1,4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(word), fc.stringMatching(/^[ab@é谢]{0,40}$/), (literals, text) => {
        const expected = literals.flatMap((literal) =>
          Array.from(text, (_, at) => at)
            .filter((at) => text.startsWith(literal, at))
            .map((at) => `${String(at)} ${literal}`),
        );
        expect(findAll(literals, text)).toEqual(expected.sort());
      }),
    );
  });
});
