import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Filter } from '../filter.js';
import type { JsonValue } from '../result.js';
import type { FilterKeys, KeyRing } from './filter-keys.js';
import type { Policy } from './policy.js';
import { restore, restoreJson, restoreText } from './restore.js';
import { ValueTokens } from './value-tokens.js';

const filter = new Filter();
const bytes = (seed: string): Uint8Array => createHash('sha512').update(seed).digest();
const keys = { tokenise: bytes('ours, to tokenise'), hash: bytes('ours, to hash') } as const;
const others: FilterKeys = { tokenise: bytes('theirs, to tokenise'), hash: bytes('theirs, to hash') };
const tokenising: Policy = { scoreMin: 0.5, otherwise: 'tokenise' };
const hashing: Policy = { scoreMin: 0.5, otherwise: 'hash' };

const CARD = '4111 1111 1111 1111';
const ours = new ValueTokens(keys.tokenise).seal('CREDIT_CARD', CARD) ?? '';
const inner = new ValueTokens(keys.tokenise).seal('VALUE_TOKEN', ours) ?? '';
const theirs = new ValueTokens(bytes('theirs, to tokenise')).seal('CREDIT_CARD', CARD) ?? '';

/** Values, tokens of every origin, what almost is one, and whatever else could be taken for one. */
const pieces = [
  ...[
    CARD,
    'alice@example.com',
    'DE89 3704 0044 0532 0130 00',
    '４１１１１１１１１１１１１１１１',
    'password="n84ASM!54y4"',
  ],
  ...[ours, inner, theirs, ours.slice(0, -1), ours.slice(1), ours.replace('CREDIT_CARD', 'IBAN_CODE')],
  ...['[tok:', '[tok:CREDIT_CARD:', '[tok:CREDIT_CARD:]', `[tok:CREDIT_CARD:${'A'.repeat(40)}]`, '[CREDIT_CARD]', ']'],
  ...[`password="x${ours}y"`, `<${ours}>`, '🙂', '\ud83d', '%20', ' ', '\n', '\u200b', ':', '-'],
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })))
  .map((parts) => parts.join(''));

describe('tokenising', () => {
  it('puts a token in the place of a value, from which its key restores it', () => {
    const { output, entities, action } = filter.text(`card ${CARD}.`, tokenising, keys);
    expect(output).toMatch(/^card \[tok:CREDIT_CARD:[\w-]{52}\]\.$/);
    expect({ action, entities }).toMatchObject({ action: 'tokenise', entities: [{ action: 'tokenise' }] });
    expect(restoreText(output ?? '', keys)).toBe(`card ${CARD}.`);
  });

  it('gives equal values of a type equal tokens, and no others', () => {
    const tokensOf = (text: string): readonly string[] =>
      filter.text(text, tokenising, keys).output?.match(/\[tok:[^\]]*\]/g) ?? [];
    const [first, second, third] = tokensOf(`${CARD}, ${CARD}, 5555 5555 5555 4444`);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
    expect(tokensOf(CARD)).toEqual([first]);
  });

  it('gives the input back exactly, whatever tokens and half tokens it brings along', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { output } = filter.text(text, tokenising, keys);
        expect(restoreText(output ?? '', keys)).toBe(text);
      }),
      { numRuns: Number(process.env['ROUND_TRIPS'] ?? 2_000) },
    );
  });

  it('gives it back from a stream too, however the tokens lie over its segments', () => {
    fc.assert(
      fc.property(hostile, fc.nat(12), (text, lead) => {
        const stream = filter.stream(tokenising, { segmentLength: 16, reachLength: 600, keys });
        const whole = 'x '.repeat(lead) + text;
        const output = stream.push(whole).output + stream.end().output;
        expect(restoreText(output, keys)).toBe(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('gives a JSON value back, with numbers as numbers and names as they were', () => {
    const leaf = fc.oneof(hostile, fc.constantFrom<JsonValue>(4111111111111111, 7, null, true));
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(hostile, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(tree, (value) => {
        const { output } = filter.json(value, tokenising, keys);
        expect(restoreJson(output, keys)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('restores only the types it is asked for, and tokens that the text brought along', () => {
    const text = `${CARD} alice@example.com ${ours}`;
    const output = filter.text(text, tokenising, keys).output ?? '';
    const restored = restoreText(output, keys, { types: ['EMAIL_ADDRESS'] });
    expect(restored).toMatch(/^\[tok:CREDIT_CARD:[\w-]+\] alice@example\.com \[tok:CREDIT_CARD:[\w-]+\]$/);
    expect(restored.endsWith(ours)).toBe(true);
  });

  it('counts what was restored and what was not, by type', () => {
    const output = filter.text(`${CARD} ${CARD} alice@example.com`, tokenising, keys).output ?? '';
    expect(restore({ [output]: output }, keys, { types: ['CREDIT_CARD'] })).toMatchObject({
      restored: { CREDIT_CARD: 4 },
      withheld: { EMAIL_ADDRESS: 2 },
    });
    expect(restore('[tok:CREDIT_CARD]', keys)).toEqual({ output: '[tok:CREDIT_CARD]', restored: {}, withheld: {} });
  });

  it('opens nothing for another key, for another type, or written otherwise', () => {
    const output = filter.text(CARD, tokenising, keys).output ?? '';
    for (const altered of [
      output.replace('CREDIT_CARD', 'IBAN_CODE'),
      output.replace(/.\]$/, '=]'),
      `${output.slice(0, -1)}A]`,
    ])
      expect(restoreText(altered, keys)).toBe(altered);
    expect(restoreText(output, others)).toBe(output);
  });

  it('redacts a value that is too long for a token', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${`${'MC4CAQAwBQYDK2VwBCIEIHq7Xv2L'.repeat(2)}\n`.repeat(287)}-----END PRIVATE KEY-----`;
    expect(key.length).toBeGreaterThan(16_384);
    expect(filter.text(key, tokenising, keys).output).toBe('[PRIVATE_KEY]');
  });
});

describe('hashing', () => {
  it('is equal for equal values however they are parted or disguised, and only under one key', () => {
    const outputs = [CARD, '4111-1111-1111-1111', '4111111111111111', '４１１１１１１１１１１１１１１１'].map(
      (text) => filter.text(text, hashing, keys).output,
    );
    expect(new Set(outputs).size).toBe(1);
    expect(outputs[0]).toMatch(/^\[CREDIT_CARD#[\w-]{22}\]$/);
    expect(filter.text(CARD, hashing, others).output).not.toBe(outputs[0]);
    expect(filter.text('5555 5555 5555 4444', hashing, keys).output).not.toBe(outputs[0]);
  });
});

describe('a key that is rotated', () => {
  const older = { current: 1, versions: new Map([[1, bytes('first')]]) };
  const newer = {
    current: 2,
    versions: new Map([
      [1, bytes('first')],
      [2, bytes('second')],
    ]),
  };
  const under = (ring: KeyRing, policy = tokenising): string =>
    filter.text(`card ${CARD}`, policy, { tokenise: ring, hash: ring }).output ?? '';

  it('makes with its current version and opens with all, each by the version that the token names', () => {
    expect(under(older)).toMatch(/^card \[tok:CREDIT_CARD:1:[\w-]{52}\]$/);
    expect(under(newer)).toMatch(/^card \[tok:CREDIT_CARD:2:[\w-]{52}\]$/);
    const both = `${under(older)} ${under(newer)}`;
    expect(restoreText(both, { tokenise: newer })).toBe(`card ${CARD} card ${CARD}`);
    expect(restoreText(both, { tokenise: older })).toBe(`card ${CARD} ${under(newer)}`);
  });

  it('does not open a token under the number of another version, or without one', () => {
    for (const altered of [under(older).replace(':1:', ':2:'), under(older).replace(':1:', ':')])
      expect(restoreText(altered, { tokenise: newer })).toBe(altered);
  });

  it('gives the input back with tokens of every version in it', () => {
    const brought = [older, newer].map((ring) => new ValueTokens(ring).seal('CREDIT_CARD', CARD) ?? '');
    const text = fc.array(fc.constantFrom(...brought, ...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (input) => {
        const { output } = filter.text(input, tokenising, { tokenise: newer });
        expect(restoreText(output ?? '', { tokenise: newer })).toBe(input);
      }),
      { numRuns: 500 },
    );
  });

  it('is named by a hash too, for equal values do not look equal under two versions', () => {
    expect(under(older, hashing)).toMatch(/^card \[CREDIT_CARD#1:[\w-]{22}\]$/);
    expect(under(newer, hashing)).toMatch(/^card \[CREDIT_CARD#2:[\w-]{22}\]$/);
  });

  it.each([
    [{ current: 2, versions: new Map([[1, bytes('first')]]) }, 'has no version 2'],
    [
      {
        current: 1,
        versions: new Map([
          [1, bytes('first')],
          [2, new Uint8Array(5)],
        ]),
      },
      'must be 64 bytes',
    ],
    [{ current: 0, versions: new Map([[0, bytes('first')]]) }, 'has a version that is not from 1 to 999999999'],
  ])('is refused when it is incomplete (%#)', (ring, message) => {
    expect(() => filter.text('', tokenising, { tokenise: ring })).toThrow(`keys.tokenise ${message}`);
  });
});

describe('keys', () => {
  it.each([
    [tokenising, {}, 'keys.tokenise is needed by the policy'],
    [hashing, {}, 'keys.hash is needed by the policy'],
    [{ scoreMin: 0.5, otherwise: 'redact', types: { URL: 'hash' } }, {}, 'keys.hash is needed by the policy'],
    [tokenising, { tokenise: new Uint8Array(32) }, 'keys.tokenise must be 64 bytes'],
    [hashing, { hash: new Uint8Array(31) }, 'keys.hash must be 32 bytes or more'],
  ] as const)('that do not fit %j are refused before anything is filtered', (policy, unfit, message) => {
    const ways = [
      () => filter.text('', policy, unfit),
      () => filter.json('', policy, unfit),
      () => filter.stream(policy, { keys: unfit }),
      () => filter.transform(policy, { keys: unfit }),
      () => filter.parts([], policy, { keys: unfit }),
    ];
    for (const way of ways) expect(way).toThrow(message);
    expect(() => restoreText('', {})).toThrow('keys.tokenise is needed to restore');
  });
});
