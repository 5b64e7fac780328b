import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';
import { decodeEscapes } from './escapes.js';
import { unpack } from './packed.js';
import { measureSpans } from './spans.js';
import { plainView } from './view.js';
import { viewsOf } from './views-of.js';

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
        const view = decodeEscapes(plainView(escaped), 'decoded') ?? plainView(escaped);
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
      expect(decodeEscapes(plainView(text), 'decoded')).toBeUndefined();
    }
  });
});

describe('escapes', () => {
  const decoded = (text: string): string => decodeEscapes(plainView(text), 'decoded')?.text ?? text;

  it.each([
    ['of URLs', '%3Cscript%3e %u003C', '<script> <'],
    ['of HTML', '&lt;&#60;&#x3C;&#0000060;&LT &colon;', '<<<<< :'],
    ['of HTML whose semicolon is missing, before letters too', '&ltscript&lbracejndi', '<script{jndi'],
    ['of JavaScript and JSON', String.raw`\u003c\x3C\u{3c}\u{1f642}`, '<<<🙂'],
  ])('%s are undone', (_name, text, plain) => {
    expect(decoded(text)).toBe(plain);
  });

  it('stay when they mean nothing', () => {
    for (const text of ['a && b', 'R&D;', '&nothing;', '&#0;', '&#1114112;', '&#xD800;', String.raw`\ux \x4`, '100 %d'])
      expect(decodeEscapes(plainView(text), 'decoded')).toBeUndefined();
  });
});

describe('what is packed', () => {
  const long = 'what stands in here is text';
  const pack = {
    base64: (text: string) => Buffer.from(text).toString('base64'),
    base64url: (text: string) => Buffer.from(text).toString('base64url'),
    hexadecimal: (text: string) => Buffer.from(text).toString('hex'),
  };

  it.each(Object.entries(pack))('in %s is read, and each character leads back to its digits', (_name, encode) => {
    const packed = encode(long);
    const view = unpack(plainView(`🙂 a="${packed}"`), 'unpacked');
    const start = '🙂 a="'.length;
    expect(view?.text).toBe(long);
    expect([view?.sourceStart(0), view?.sourceEnd(long.length - 1)]).toEqual([
      start,
      start + packed.replace(/=+$/, '').length,
    ]);
  });

  it('by gzip leads back to the whole of it, and is left alone when it would become more than twice as long', () => {
    const packed = gzipSync(long).toString('base64');
    const view = unpack(plainView(packed), 'unpacked');
    expect(view?.text).toBe(long);
    expect([view?.sourceStart(3), view?.sourceEnd(3)]).toEqual([0, packed.replace(/=+$/, '').length]);
    expect(unpack(plainView(gzipSync('a'.repeat(10_000)).toString('base64')), 'unpacked')).toBeUndefined();
  });

  it('is read three times at most, and whatever was drawn or is a name is left alone', () => {
    const nested = (depth: number): string => (depth === 0 ? long : pack.base64(nested(depth - 1)).replace(/=+$/, ''));
    expect(viewsOf(nested(3)).at(-1)?.text).toBe(long);
    expect(viewsOf(nested(5)).map(({ text }) => text)).not.toContain(long);
    expect(
      unpack(plainView('anIdentifierOfManyWords 3f786850e387550fdab836ed7e6dc881de23001b'), 'unpacked'),
    ).toBeUndefined();
  });
});

describe('every view', () => {
  it('leads back into the text, whatever is in it, and is no longer than twice the text', () => {
    const piece = fc.constantFrom(
      '%41',
      '&lt;',
      '&#x41;',
      String.raw`\u0041`,
      '🙂',
      'cGF0aCB0byB0aGUg',
      'é',
      '４',
      '61626364656667686970',
      ' ',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 12 }),
        (pieces) => {
          const text = pieces.join('');
          for (const view of viewsOf(text)) {
            expect(view.text.length).toBeLessThanOrEqual(2 * text.length);
            for (let index = 0; index < view.text.length; index++) {
              const [start, end] = [view.sourceStart(index), view.sourceEnd(index)];
              expect(0 <= start && start < end && end <= text.length).toBe(true);
            }
          }
        },
      ),
    );
  });
});
