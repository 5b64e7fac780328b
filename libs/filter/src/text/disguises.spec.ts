import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { businessPack } from '../packs/business.pack.js';
import { looseDocumentsPack } from '../packs/loose-documents.pack.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import { readMarks } from '../packs/marks.js';
import type { Pack } from '../packs/pack.js';
import { profanityPackOf } from '../packs/profanity.pack.js';
import { prosePacks } from '../packs/prose-packs.js';
import { standardPacks } from '../packs/standard-packs.js';

const filter = new Filter();

const values = [
  ['EMAIL_ADDRESS', 'alice@example.com'],
  ['CREDIT_CARD', '4111-1111-1111-1111'],
  ['CREDIT_CARD', '2223003122003222'],
  ['IBAN_CODE', 'DE89370400440532013000'],
  ['AWS_ACCESS_KEY', 'AKIAIOSFODNN7EXAMPLE'],
  ['STRIPE_KEY', 'rk_test_4eC39HqLyjWDarjtT1zdp7dc'],
  ['GITHUB_TOKEN', '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'],
  ['STRONGROOM_API_KEY', 'sr_live_4fTq8ZrW1aXe_Q7wE9rT2yU4iO6pA8sD1fG3hJ5kL0zXc_3Gkl20'],
] as const;

/** Each character for itself, or what it becomes. */
function each(value: string, disguise: (character: string, code: number) => string): string {
  return Array.from(value, (character) => disguise(character, character.charCodeAt(0))).join('');
}

/** Moves letters and digits to blocks that have them in the same order. */
function moved(value: string, blocks: { readonly upper?: number; readonly lower?: number; readonly digit: number }) {
  return each(value, (character, code) => {
    if (/[0-9]/.test(character)) return String.fromCodePoint(blocks.digit + code - 0x30);
    if (/[A-Z]/.test(character) && blocks.upper) return String.fromCodePoint(blocks.upper + code - 0x41);
    if (/[a-z]/.test(character) && blocks.lower) return String.fromCodePoint(blocks.lower + code - 0x61);
    return character;
  });
}

/** What is not printable ASCII has no full width. */
function fullWidth(character: string, code: number): string {
  return code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : character;
}

const disguises: Readonly<Record<string, (value: string) => string>> = {
  'full width': (value) => each(value, fullWidth),
  'mathematical bold': (value) => moved(value, { upper: 0x1d400, lower: 0x1d41a, digit: 0x1d7ce }),
  monospace: (value) => moved(value, { upper: 0x1d670, lower: 0x1d68a, digit: 0x1d7f6 }),
  'circled letters': (value) =>
    each(value, (letter, code) => (/[a-z]/.test(letter) ? String.fromCodePoint(0x24d0 + code - 0x61) : letter)),
  'Arabic digits': (value) => moved(value, { digit: 0x660 }),
  'Devanagari digits': (value) => moved(value, { digit: 0x966 }),
  'Adlam digits, which are astral': (value) => moved(value, { digit: 0x1e950 }),
  'zero width spaces': (value) => Array.from(value).join('\u200b'),
  'soft hyphens': (value) => Array.from(value).join('\u00ad'),
  'word joiners': (value) => Array.from(value).join('\u2060'),
  'a right-to-left override': (value) => each(value, (character) => `\u202d${character}`),
  'variation selectors': (value) => each(value, (character) => `${character}\ufe0f`),
  'struck through': (value) => each(value, (character) => `${character}\u0336`),
  'other dashes and spaces': (value) => value.replaceAll('-', '\u2011').replaceAll(' ', '\u00a0'),
  'percent-encoding': (value) => each(value, (_, code) => `%${code.toString(16)}`),
  'percent-encoded full width': (value) =>
    encodeURIComponent(each(value, (_, code) => String.fromCodePoint(code + 0xfee0))),
};

describe.each(Object.entries(disguises))('in %s', (_name, disguise) => {
  it.each(values)('%s is found, and redacted to its last character', (type, value) => {
    const disguised = disguise(value);
    const { output, entities } = filter.text(`🙂 before ${disguised} after`, { scoreMin: 0.5, otherwise: 'redact' });
    expect(entities).toMatchObject([{ type }]);
    expect(output?.replace(/\u202d/g, '')).toBe(`🙂 before [${type}] after`);
  });
});

/** Those of Unicode; an escape would be undone within the values of rules that look for escapes. */
const ofUnicode = Object.entries(disguises).filter(([name]) => !name.startsWith('percent'));

interface Sample {
  readonly filter: Filter;
  readonly rule: string;
  readonly type: string;
  readonly example: string;
}

/** Every example of every pack. */
function samples(packs: readonly Pack[]): readonly Sample[] {
  const filter = new Filter({ packs });
  return packs.flatMap(({ rules }) =>
    rules.flatMap(({ id: rule, type, examples }) => examples.map((example) => ({ filter, rule, type, example }))),
  );
}

function isFound({ filter, type, example }: Sample, disguise: (value: string) => string): boolean {
  const written = example
    .split(/[⟦⟧]/u)
    .map((part, index) => (index % 2 === 1 ? disguise(part) : part))
    .join('');
  const { entities } = filter.text(written, { scoreMin: 0.5, otherwise: 'flag' });
  return entities.filter((entity) => entity.type === type).length >= readMarks(example).marked.length;
}

describe('every example of every pack', () => {
  const all = [
    ...samples([
      ...[...standardPacks, ...prosePacks, businessPack, profanityPackOf(['en', 'ar-latn', 'es', 'fr', 'it', 'pt'])],
      ...maliciousPacks,
    ]),
    ...samples([looseDocumentsPack]),
  ];

  it('is found as it is', () => {
    expect(all.length).toBeGreaterThan(800);
    expect(all.filter((sample) => !isFound(sample, (value) => value))).toEqual([]);
  });

  it.each(ofUnicode)('is found in %s', (_name, disguise) => {
    expect(all.filter((sample) => !isFound(sample, disguise)).map(({ rule }) => rule)).toEqual([]);
  });
});

describe('a view that is read near its changes only', () => {
  const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = `${base64url({ alg: 'RS256', kid: 'k'.repeat(6_000) })}.${base64url({ sub: 's'.repeat(6_000) })}.${'Q7'.repeat(4_090)}`;
  const key = `-----BEGIN PRIVATE KEY-----\n${`${'MC4CAQAwBQYDK2VwBCIEIHq7Xv2L'.repeat(2)}\n`.repeat(280)}-----END PRIVATE KEY-----`;
  const filler = 'nothing to see here, '.repeat(3_000);

  it.each([['JSON_WEB_TOKEN', jwt], ['PRIVATE_KEY', key], ...values])(
    'finds a %s whose last character alone is disguised, far from anything else',
    (type, value) => {
      const disguised = `${value.slice(0, -1)}\u200b${value.slice(-1)}`;
      const { entities } = filter.text(`${filler}\n${disguised}\n${filler}`, { scoreMin: 0.5, otherwise: 'redact' });
      const start = filler.length + 1;
      expect(entities).toMatchObject([{ type, span: { utf16: { start, end: start + disguised.length } } }]);
    },
  );
});
