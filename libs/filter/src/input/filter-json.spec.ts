import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import type { Policy } from '../policy/policy.js';
import type { JsonValue } from '../result.js';

const filter = new Filter();
const redactAll: Policy = { scoreMin: 0.5, otherwise: 'redact' };

describe('filtering JSON', () => {
  it('keeps the structure and names where each finding was', () => {
    const value = { user: { mail: 'alice@example.com', tags: ['a', 'b@example.org'] }, active: true, note: null, n: 7 };
    const { output, entities } = filter.json(value, redactAll);
    expect(output).toEqual({
      user: { mail: '[EMAIL_ADDRESS]', tags: ['a', '[EMAIL_ADDRESS]'] },
      active: true,
      note: null,
      n: 7,
    });
    expect(entities.map(({ path, in: where }) => [path, where])).toEqual([
      ['/user/mail', 'value'],
      ['/user/tags/1', 'value'],
    ]);
  });

  it('gives back an equal value when nothing is found, whatever it is', () => {
    const quiet = fc.jsonValue().filter((value) => filter.json(value as JsonValue).entities.length === 0);
    fc.assert(
      fc.property(quiet, (value) => {
        expect(JSON.stringify(filter.json(value as JsonValue).output)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('takes the names on the way as context', () => {
    // Fourteen digits of no known issuer: nothing by themselves.
    expect(filter.json({ sku: '99990000000004' }).entities).toEqual([]);
    expect(filter.json({ cardNumber: '99990000000004' }).entities).toMatchObject([
      { type: 'CREDIT_CARD', path: '/cardNumber', evidence: ['checksum', 'context'] },
    ]);
  });

  it('finds a password by the name of the property that holds it', () => {
    const { output, entities } = filter.json({ db: { password: 'n84ASM!54y4', user: 'n84ASM!54y4' }, apiKey: 'short' });
    expect(output).toEqual({ db: { password: '[PASSWORD]', user: 'n84ASM!54y4' }, apiKey: 'short' });
    expect(entities).toMatchObject([{ type: 'PASSWORD', path: '/db/password', evidence: ['context', 'random'] }]);
  });

  it('sees a card number that is a number, and leaves numbers that need no treatment numbers', () => {
    const { output } = filter.json({ card: 4111111111111111, count: 1763712000000 });
    expect(output).toEqual({ card: '411111******1111', count: 1763712000000 });
    expect(filter.json({ card: 4111111111111111 }, { scoreMin: 0.5, otherwise: 'flag' }).output).toEqual({
      card: 4111111111111111,
    });
  });

  it('treats property names, shows them redacted in paths, and loses no property', () => {
    const { output, entities } = filter.json(
      { 'alice@example.com': { 'x/~y': 'bob@example.com' }, 'carol@example.com': 2, '[EMAIL_ADDRESS]': 3 },
      redactAll,
    );
    expect(output).toEqual({
      '[EMAIL_ADDRESS] (2)': { 'x/~y': '[EMAIL_ADDRESS]' },
      '[EMAIL_ADDRESS] (3)': 2,
      '[EMAIL_ADDRESS]': 3,
    });
    expect(entities.map(({ path, in: where }) => [path, where])).toEqual([
      ['/[EMAIL_ADDRESS]', 'key'],
      ['/[EMAIL_ADDRESS]/x~1~0y', 'value'],
      ['/[EMAIL_ADDRESS]', 'key'],
    ]);
  });

  it('takes `__proto__` for a property like any other', () => {
    const value = JSON.parse('{"__proto__":{"mail":"alice@example.com"}}') as JsonValue;
    expect(JSON.stringify(filter.json(value, redactAll).output)).toBe('{"__proto__":{"mail":"[EMAIL_ADDRESS]"}}');
    expect({}).not.toHaveProperty('mail');
  });

  it('lets nothing out of a value that is blocked', () => {
    expect(filter.json(['harmless', 'AKIAIOSFODNN7EXAMPLE'], { scoreMin: 0.5, otherwise: 'block' })).toMatchObject({
      action: 'block',
      output: null,
    });
  });

  it.each([
    ['depth', { jsonDepthMax: 2 }, [[[['deep']]]]],
    ['number of values', { jsonNodesMax: 3 }, [1, 2, 3]],
    ['length of all texts together', { textLengthMax: 5 }, ['abc', 'def']],
    ['length of the path to a finding', { pathLengthMax: 5 }, { 'a long name': ['a@b.co'] }],
    ['number of findings', { findingsMax: 1 }, ['a@b.co', 'a@b.co']],
  ])('has a limit for the %s', (_name, limits, value) => {
    const [limit, max] = Object.entries(limits)[0] ?? [];
    expect(() => new Filter({ limits }).json(value)).toThrow(expect.objectContaining({ limit, max }));
  });
});

describe('filtering a batch', () => {
  it('answers for each item in its place, and for one that is too long with the limit it exceeds', async () => {
    const small = new Filter({ limits: { textLengthMax: 20 } });
    const outcomes = await small.batch(
      [{ text: 'alice@example.com' }, { text: 'x'.repeat(21) }, { json: ['b@example.org'] }],
      redactAll,
    );
    expect(outcomes).toMatchObject([
      { ok: true, result: { output: '[EMAIL_ADDRESS]' } },
      { ok: false, limit: 'textLengthMax', max: 20 },
      { ok: true, result: { output: ['[EMAIL_ADDRESS]'] } },
    ]);
  });

  it('refuses more items than it may have before it looks at one', async () => {
    const small = new Filter({ limits: { batchItemsMax: 1 } });
    await expect(small.batch([{ text: '' }, { text: '' }])).rejects.toMatchObject({ limit: 'batchItemsMax', max: 1 });
  });

  it('lets others have their turn between two items', async () => {
    let turns = 0;
    const batch = filter.batch(new Array(3).fill({ text: 'x' })).then(() => turns);
    const count = (): void => {
      turns++;
      if (turns < 100) setImmediate(count);
    };
    setImmediate(count);
    expect(await batch).toBeGreaterThanOrEqual(2);
  });
});
