import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import { FilterLimitExceeded } from '../limits.js';
import type { Policy } from '../policy/policy.js';
import { csvFields } from './csv-fields.js';

const filter = new Filter();
const redactAll: Policy = { scoreMin: 0.5, otherwise: 'redact' };
const anyCsv = fc
  .array(
    fc.oneof(
      fc.constantFrom(',', '"', '""', '\n', '\r\n', '\r', 'a', ' ', '"a,b"', '"x""y"'),
      fc.string({ maxLength: 4 }),
    ),
  )
  .map((parts) => parts.join(''));

describe('the fields of a CSV text', () => {
  const valuesOf = (text: string): readonly string[] => Array.from(csvFields(text, ','), ({ value }) => value);

  it.each([
    ['a,b\r\nc,', ['a', 'b', 'c', '']],
    ['"a,b","c""d"\n"e\nf"', ['a,b', 'c"d', 'e\nf']],
    ['a"b"c,""', ['a"b"c', '']],
    ['', ['']],
    ['"never closed,\nto the end', ['never closed,\nto the end']],
    ['"closed" too early,x', ['"closed" too early', 'x']],
  ])('of %j are %j', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });

  it('have every character of the text in them, or between them', () => {
    fc.assert(
      fc.property(anyCsv, (text) => {
        const fields = Array.from(csvFields(text, ','));
        expect(fields.map(({ start, end, after }) => text.slice(start, end) + after).join('')).toBe(text);
      }),
    );
  });
});

describe('filtering CSV', () => {
  it('treats fields, names where they are, and leaves the rest as it is written', () => {
    const text = 'name,"contact",note\r\n"Ana","alice@example.com",ok\r\nBo,"say ""hi"" to bob@example.org, now",\r\n';
    const { output, entities, action } = filter.csv(text, redactAll);
    expect(output).toBe(
      'name,"contact",note\r\n"Ana","[EMAIL_ADDRESS]",ok\r\nBo,"say ""hi"" to [EMAIL_ADDRESS], now",\r\n',
    );
    expect(action).toBe('redact');
    expect(entities.map(({ row, column, span }) => [row, column, span.utf16])).toEqual([
      [2, 2, { start: 0, end: 17 }],
      [3, 2, { start: 12, end: 27 }],
    ]);
  });

  it('takes the name of a column for context', () => {
    const { output } = filter.csv('order;card number\n0604260700110000;0604260700110000\n', redactAll, {
      delimiter: ';',
    });
    expect(output).toBe(
      'order;card number\n[CREDIT_CARD];[CREDIT_CARD]\n'.replace('[CREDIT_CARD];', '0604260700110000;'),
    );
    expect(filter.csv('password\nn84ASM!54y4\n', redactAll).output).toBe('password\n[PASSWORD]\n');
    expect(filter.csv('password\nn84ASM!54y4\n', redactAll, { header: false }).output).toBe('password\nn84ASM!54y4\n');
  });

  it('quotes a field that its treatment makes need it', () => {
    const policy: Policy = { scoreMin: 0.5, otherwise: { replaceWith: 'a, "b"' } };
    expect(filter.csv('alice@example.com,1', policy, { header: false }).output).toBe('"a, ""b""",1');
  });

  it('gives back the text when nothing is found in it, whatever it is', () => {
    fc.assert(
      fc.property(anyCsv, (text) => {
        const { output, entities } = filter.csv(text, redactAll);
        if (entities.length === 0) expect(output).toBe(text);
      }),
    );
  });

  it('has no output when something is blocked', () => {
    expect(filter.csv('a\nalice@example.com', { scoreMin: 0.5, otherwise: 'block' })).toMatchObject({
      action: 'block',
      output: null,
    });
  });

  it('refuses what is too much, and a delimiter that is none', () => {
    const small = new Filter({ limits: { textLengthMax: 4, findingsMax: 1 } });
    expect(() => small.csv('a,b,c')).toThrow(FilterLimitExceeded);
    for (const delimiter of ['', ',,', '"', '\n'])
      expect(() => filter.csv('a', redactAll, { delimiter })).toThrow(RangeError);
  });
});
