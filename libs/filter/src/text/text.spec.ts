import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';
import { decodePercent } from './percent.js';
import { measureSpans } from './spans.js';
import { plainView } from './view.js';

const anyText = fc.string({ unit: 'binary', maxLength: 40 });

describe('offsets', () => {
  it('agree with Array.from for code points and TextEncoder for bytes, whatever the script', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, found, after) => {
        const text = before + found + after;
        const utf16 = { start: before.length, end: before.length + found.length };
        const [span] = measureSpans(text, [utf16]);
        const codePoints = Array.from(before).length;
        const bytes = new TextEncoder().encode(before).length;
        expect(span).toEqual({
          utf16,
          codePoints: { start: codePoints, end: codePoints + Array.from(found).length },
          bytes: { start: bytes, end: bytes + new TextEncoder().encode(found).length },
        });
      }),
    );
  });
});

describe('folding', () => {
  const folded = (text: string): string => fold(plainView(text), 'folded')?.text ?? text;

  it.each([
    ['full width', '４１ＡＢ＠', '41AB@'],
    ['digits of any script', '٤۴४৪๔', '44444'],
    ['mathematical letters and digits, which are astral', '𝟒𝐚𝓑', '4aB'],
    ['circled and raised digits', '①⁴₂', '142'],
    ['every space and dash', 'a\u00a0b\u2009c\u3000d\u2013e\u2212f', 'a b c d-e-f'],
    ['invisible characters', 'a\u200b\u00ad\u2060\ufeffb\u{e0041}', 'ab'],
    ['combining marks', '4\u03361\u0301', '41'],
  ])('reads %s as ASCII', (_name, text, ascii) => {
    expect(folded(text)).toBe(ascii);
  });

  it('leaves letters of other scripts, and their vowel signs, what they are', () => {
    for (const text of ['пример', '例子', 'हिन्दी', 'مثال', 'ผู้ใช้', '👩‍👩‍👧'])
      expect(folded(text)).toBe(text.replaceAll('\u200d', ''));
  });

  it('answers nothing when there is nothing to fold, so that nothing is read twice', () => {
    expect(fold(plainView('plain ASCII, and 例子'), 'folded')).toBeUndefined();
  });
});

describe('the way back from a view', () => {
  it('leads from every character to the stretch of the original it stands for, without gaps between neighbours kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const view = fold(plainView(text), 'folded');
        if (!view) return;
        let end = 0;
        for (let index = 0; index < view.text.length; index++) {
          expect(view.sourceStart(index)).toBeGreaterThanOrEqual(index === 0 ? 0 : end - 1);
          end = view.sourceEnd(index);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('leads from a decoded text to the same place, however much of it is escaped', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 4 }), fc.boolean())), (parts) => {
        const wellFormed = parts.map(([text, escape]) => [text.toWellFormed().replaceAll('%', ''), escape] as const);
        const escaped = wellFormed.map(([text, escape]) => (escape ? encodeURIComponent(text) : text)).join('');
        const view = decodePercent(plainView(escaped), 'decoded') ?? plainView(escaped);
        expect(view.text).toBe(wellFormed.map(([text]) => text).join(''));
        let at = 0;
        for (const character of view.text) {
          const source = escaped.slice(view.sourceStart(at), view.sourceEnd(at + character.length - 1));
          expect(decodeURIComponent(source)).toBe(character);
          at += character.length;
        }
      }),
    );
  });

  it('leaves alone what does not decode', () => {
    for (const text of ['100%', '%zz', '%F0%9F', '%C0%80', '%ED%A0%80']) {
      expect(decodePercent(plainView(text), 'decoded')).toBeUndefined();
    }
  });
});
