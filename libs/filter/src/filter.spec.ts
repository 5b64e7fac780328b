import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from './filter.js';
import { FilterLimitExceeded } from './limits.js';
import type { Rule } from './packs/pack.js';
import type { Policy } from './policy/policy.js';

const filter = new Filter();
const redactAll: Policy = { scoreMin: 0.5, otherwise: 'redact' };

/** Values that must be found wherever they stand between two spaces. */
const values = [
  'alice@example.com',
  '用户@例子.中国',
  '4111 1111 1111 1111',
  '４１１１１１１１１１１１１１１１',
  'DE89 3704 0044 0532 0130 00',
  'AKIAIOSFODNN7EXAMPLE',
  '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',
  'sr_live_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_3Gkl20',
];
const anyValue = fc.constantFrom(...values);
/** Text of any script, astral characters too, in which no rule finds anything. */
const innocent = fc
  .string({ unit: 'binary', maxLength: 30 })
  .filter((text) => !/[\p{Nd}\p{No}@＠﹫%]/u.test(text.normalize('NFKC')));
/** What makes offsets and boundaries hard, in any order: halves of characters, escapes, scripts, parts of values. */
const pieces = [
  '@',
  '%',
  '%40',
  '%F0%9F%99%82',
  '４',
  '٤',
  '𝟒',
  '\u200b',
  '\u0336',
  '\ufe0f',
  '\ud83d',
  '🙂',
  '例子',
  '.中国',
];
const parts = ['.', '-', '_', ' ', 'alice', 'example.com', '4111', '1111', 'eyJ', 'sr_live_', '://', 'user:', 'card '];
const anything = fc
  .array(fc.oneof(fc.constantFrom(...values, ...pieces, ...parts), fc.string({ unit: 'binary', maxLength: 5 })))
  .map((all) => all.join(''));

describe('the filter', () => {
  it('finds every value with exact offsets, whatever characters stand around it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(innocent, anyValue)), innocent, (parts, rest) => {
        const text = parts.map(([before, value]) => `${before} ${value} `).join('') + rest;
        const { entities } = filter.text(text);
        const points = Array.from(text);
        const bytes = Buffer.from(text, 'utf8');
        const cut = entities.map(({ span: { utf16, codePoints, bytes: octets } }) => [
          text.slice(utf16.start, utf16.end),
          points.slice(codePoints.start, codePoints.end).join(''),
          bytes.subarray(octets.start, octets.end).toString('utf8'),
        ]);
        expect(cut).toEqual(parts.map(([, value]) => [value, value, value]));
      }),
    );
  });

  it('changes nothing outside of what it found, and cuts no character in two, in any text', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { output, entities } = filter.text(text, { ...redactAll, scoreMin: 0 });
        let expected = '';
        let done = 0;
        for (const { span, type } of entities) {
          const { start, end } = span.utf16;
          expected += `${text.slice(done, start)}[${type}]`;
          done = end;
          expect(start).toBeLessThan(end);
          expect(Array.from(text.slice(0, start)).length).toBe(span.codePoints.start);
          expect(Array.from(text.slice(0, end)).length).toBe(span.codePoints.end);
          expect(isHalf(text, start) || isHalf(text, end)).toBe(false);
        }
        expect(output).toBe(expected + text.slice(done));
      }),
      { numRuns: 500 },
    );
  });

  it('finds nothing more in what it has redacted', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(innocent, anyValue)), (parts) => {
        const text = parts.map(([before, value]) => `${before} ${value} `).join('');
        const once = filter.text(text, redactAll).output ?? '';
        expect(filter.text(once, redactAll)).toMatchObject({ output: once, entities: [] });
      }),
    );
  });

  it('never repeats what it found in its result', () => {
    for (const value of values) {
      const result = filter.text(`before ${value} after`, { scoreMin: 0, otherwise: 'redact' });
      expect(result.entities).toHaveLength(1);
      expect(JSON.stringify(result)).not.toContain(value);
      expect(JSON.stringify(filter.json({ [value]: value }, redactAll))).not.toContain(value);
    }
  });

  it('says why it believes what it found, and through which disguise', () => {
    const text = '４１１１１１１１１１１１１１１１ alice%40example.com 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';
    const [card, address, token] = filter.text(text).entities;
    expect(card).toMatchObject({ type: 'CREDIT_CARD', view: 'folded', evidence: ['checksum', 'range'] });
    expect(address).toMatchObject({ type: 'EMAIL_ADDRESS', view: 'decoded', evidence: ['tld'] });
    expect(token).toMatchObject({ type: 'GITHUB_TOKEN', view: 'plain', evidence: ['prefix', 'checksum'] });
  });

  it('prefers the whole address to a word in it, and the key to the address made of it', () => {
    const found = filter.text('AKIAIOSFODNN7EXAMPLE@example.com').entities;
    expect(found.map(({ rule, suppressed }) => ({ rule, suppressed }))).toEqual([
      { rule: 'providers.aws-access-key-id', suppressed: ['contact.email'] },
    ]);
  });

  it('refuses two rules of one name', () => {
    const rule: Rule = {
      id: 'p.r',
      type: 'R',
      family: 'contact',
      pattern: { kind: 'email' },
      mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '' },
      examples: [],
      counterExamples: [],
    };
    const pack = { id: 'p', version: '1' };
    expect(() => new Filter({ packs: [{ ...pack, rules: [rule, rule] }] })).toThrow('two rules are called p.r');
  });

  it('runs with any packs, or none', () => {
    expect(new Filter({ packs: [] }).text('alice@example.com 4111111111111111')).toMatchObject({ entities: [] });
  });

  it('says which limit was exceeded, and nothing of the input', () => {
    const small = new Filter({ limits: { textLengthMax: 10 } });
    expect(() => small.text('alice@example.com')).toThrow(new FilterLimitExceeded('textLengthMax', 10));
  });
});

/** Whether `index` is in the middle of a surrogate pair. */
function isHalf(text: string, index: number): boolean {
  return index > 0 && (text.codePointAt(index - 1) ?? 0) > 0xffff;
}
