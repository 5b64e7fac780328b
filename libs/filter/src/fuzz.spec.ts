import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from './filter.js';
import { maliciousPacks } from './packs/malicious-packs.js';
import { standardPacks } from './packs/standard-packs.js';
import type { Policy } from './policy/policy.js';
import type { Entity } from './result.js';

/** The proof has more: `FUZZ_RUNS=100000`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 500);

const packs = [...standardPacks, ...maliciousPacks];
const filter = new Filter({ packs });
const redactAll: Policy = { scoreMin: 0, otherwise: 'redact' };
const examples = packs.flatMap(({ rules }) =>
  rules.flatMap((rule) => [...rule.examples.map((example) => example.replace(/[⟦⟧]/g, '')), ...rule.counterExamples]),
);

const each = (text: string, write: (character: string) => string): string => Array.from(text, write).join('');
const hex = (character: string): string => (character.codePointAt(0) ?? 0).toString(16);
/** Every way in which a view reads a text, the other way round. */
const disguises: Readonly<Record<string, (text: string) => string>> = {
  none: (text) => text,
  percent: (text) =>
    each(text, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
    ),
  'some percent': (text) => encodeURIComponent(text.toWellFormed()),
  entities: (text) => each(text, (character) => `&#x${hex(character)};`),
  'decimal entities': (text) => each(text, (character) => `&#${character.codePointAt(0) ?? 0};`),
  escapes: (text) => each(text, (character) => `\\u{${hex(character)}}`),
  'short escapes': (text) => text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  base64: (text) => Buffer.from(text).toString('base64'),
  hexadecimal: (text) => Buffer.from(text).toString('hex'),
  gzip: (text) => gzipSync(text).toString('base64'),
  'full width': (text) => text.replace(/[!-~]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0)),
  invisible: (text) => each(text, (character) => `${character}\u200b`),
  combining: (text) => each(text, (character) => `${character}\u0301`),
  mathematical: (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit))),
  'no-break': (text) => text.replaceAll(' ', '\u00a0'),
};

const disguised = fc
  .tuple(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...examples) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    fc.array(fc.constantFrom(...Object.keys(disguises)), { maxLength: 4 }),
    fc.nat(100),
  )
  .map(([text, names, cut]) => {
    const whole = names.reduce((done, name) => disguises[name]?.(done) ?? done, text.slice(0, 400)).slice(0, 4_000);
    // Now and then only the beginning: an encoding that breaks off.
    return cut < 20 ? whole.slice(0, Math.ceil((whole.length * cut) / 20)) : whole;
  });
const joints = fc.constantFrom('', ' ', '\n', '"', '🙂', '𝟜', '\u200b', '\ud83d', '\udc00', '%', '&', '\\', '=');
const texts = fc
  .array(fc.tuple(joints, disguised), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.flat().join(''));

describe('any text, in any disguises', () => {
  it('is filtered without an exception, with spans that agree in all three units, in order, apart', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { entities } = filter.text(text, redactAll);
        expect(entities.map(({ span }) => span)).toEqual(entities.map(({ span: { utf16 } }) => measured(text, utf16)));
        const places = entities.flatMap(({ span: { utf16 } }) => [utf16.start, utf16.end]);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((place) => place >= 0 && place <= text.length && !cutsPair(text, place))).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('costs no more looks a character when there is more of it', () => {
    fc.assert(
      fc.property(
        disguised.filter(({ length }) => length > 0),
        (text) => {
          // Throws when a text takes more looks a character than the limit.
          const many = text.repeat(Math.ceil(20_000 / text.length));
          expect(() => new Filter({ packs, limits: LOOKS }).text(many, redactAll)).not.toThrow();
        },
      ),
      { numRuns: Math.ceil(RUNS / 20), examples: [['322%252520856%25252003'], ['322%2520856%252003']] },
    );
  });

  it('leaves a value where it is, whatever stands before it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('🙂', '𝟜 ', '請 ', '\u200b '),
        (before, mark) => {
          const lead = `${before}\n${mark} `;
          const { entities } = filter.text(`${lead}alice@example.com`, redactAll);
          expect(entities.map(sliceOf(`${lead}alice@example.com`))).toContain('alice@example.com');
        },
      ),
      { numRuns: RUNS },
    );
  });
});

/** The limit of looks itself is the default one, and must never be met. */
const LOOKS = { findingsMax: 1_000_000 };

function measured(text: string, { start, end }: Entity['span']['utf16']): Entity['span'] {
  const [before, to] = [text.slice(0, start), text.slice(0, end)];
  return {
    utf16: { start, end },
    codePoints: { start: Array.from(before).length, end: Array.from(to).length },
    bytes: { start: Buffer.byteLength(before), end: Buffer.byteLength(to) },
  };
}

function cutsPair(text: string, place: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(place - 1)) && /[\udc00-\udfff]/.test(text.charAt(place));
}

const sliceOf =
  (text: string) =>
  ({ span: { utf16 } }: Entity): string =>
    text.slice(utf16.start, utf16.end);
