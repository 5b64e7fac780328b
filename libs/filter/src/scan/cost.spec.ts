import { describe, expect, it } from '@jest/globals';
import { defaultLimits, FilterLimitExceeded } from '../limits.js';
import { maliciousPacks } from '../packs/malicious-packs.js';
import { prosePacks } from '../packs/prose-packs.js';
import { standardPacks } from '../packs/standard-packs.js';
import { compilePacks } from './compile.js';
import { Meter } from './meter.js';
import { scan } from './scan.js';

const program = compilePacks([...standardPacks, ...maliciousPacks, ...prosePacks]);

/** Texts made to be expensive: many anchors, long runs, almost-matches, everything that has several readings. */
const hostile: Readonly<Record<string, string>> = {
  'one @ after many dots': `${'a.'.repeat(7_500)}@`,
  'nothing but @': '@',
  'addresses without an end': 'a@',
  'a domain of countless labels': 'a@b.',
  'local parts one too long': `${'a'.repeat(65)}@`,
  'local parts of Han': `${'请'.repeat(64)}@`,
  'card groups without an end': '4111 ',
  'almost cards': '5018000000009 ',
  'one row of digits': '4',
  'single digits': '1 ',
  'dotted digits': '4.',
  'the longest IBAN over and over': 'LC07 ',
  'IBANs without groups': 'GT82',
  'JWT beginnings': 'eyJ',
  'JWT beginnings as segments': 'eyJ.',
  'JWT headers that are no JSON': `${'eyJ'.padEnd(40, 'A')}.`,
  'key prefixes': 'sr_live_',
  'keys with a wrong checksum': `sr_at_${'a'.repeat(40)} `,
  'names without a value': 'password',
  'short names': 'pw_',
  'names glued by hyphens': 'api-key-',
  'rows of assignments': 'key=',
  'rows of quoted assignments': 'key="',
  'quotes that change': `key='key="`,
  'values without an end': `password="${'aB3$'.repeat(200)}`,
  'private keys without an end': `-----BEGIN PRIVATE KEY-----${'MC4CAQAwBQYDK2VwBCIEIHq7'.repeat(4)}\n`,
  'private keys without a body': '-----BEGIN PRIVATE KEY-----',
  'URLs without a host': '://a:',
  'logins without an end': `://${'a:'.repeat(100)}`,
  schemes: 'Bearer ',
  'credentials without an end': 'Basic/Bearer ',
  'statements without a password': 'USER IDENTIFIED BY ',
  'zeros in base64': 'A',
  'keys that are always one short': `SK${'a1'.repeat(15)}a `,
  'prefixes of everybody': 'sk-ant-api03-',
  'web addresses in a row': 'http://a.de=',
  'web addresses with brackets': '(http://a.de/',
  'a web address without an end': `https://a.de/${'a,'.repeat(8_000)}`,
  'names of the web': 'www.a.de ',
  'phone numbers without an end': '+44 ',
  'groups of digits': '(0)12-',
  'IPv6 without an end': '1:',
  'IPv6 of letters': 'a:b::1',
  'MAC addresses without an end': 'a0-',
  'versions without an end': '1.',
  'wallets that fail': '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD ',
  'almost Base58': '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb ',
  'almost Bech32': `bc1${'q'.repeat(87)} `,
  'social security numbers in a row': '536-90-4399 ',
  'conditions without an end': `' or `,
  'conditions with every gap': `'/**/or/**/a`,
  'selects in a row': 'select select ',
  'unions in a row': 'union/**/',
  'lists of columns': `select ${'a,'.repeat(40)}`,
  'casts without an end': 'cast(((((',
  'tags without an end': '<a <img <svg ',
  'events in a row': ' onload onerror',
  'templates in a row': '{{${#{',
  'commands in a row': ';cat|ls&id;',
  'redirections in a row': '<<<$($(',
  'traversals in a row': '../',
  'traversals backwards': '=..\\',
  'addresses of ourselves': '=http://',
  'assignments of loops': '=for % in (',
  'calls without an end': '&pg_a_b_c',
  'objects without an end': 'O:8:"a":{',
  'prompts without an end': 'ignore all the your ',
  'names without an end': 'Anna ',
  'initials without an end': 'A. ',
  'particles without an end': 'Anna de la ',
  'one word of a name without an end': 'Anna-',
  'companies in a row': 'Lee & Sons Ltd Group ',
  'streets without a number': '12 Main Rue Via ',
  'flats in a row': 'Main 12 Apt. 1 ',
  'lives in a row': 'lives in Address: ',
  'years in a row': 'in 2004 ',
  'months in a row': '1 may 1 ',
  entities: '&lt;',
  'entities in entities': '&amp;amp;lt;',
  'zeros in entities': '&#00000000000000000000000',
  'names without a meaning': '&aaaaaaaaa',
  'JavaScript escapes': '\\u0025\\x34',
  base64: 'cGF0aCB0byB0aGUg',
  'base64 in base64': 'WTBka2FHTXpUbXRqYlRsMFdsY3diR0pYVm5KYVdHeHJXVmhTYUE9PQ',
  hexadecimal: '6162636465666768 ',
  'gzip that is none': 'H4sIAAAAAAAAA0tMTEoGAMJBJDUDAAAA ',
  escapes: '%40',
  'escaped escapes': '%2540',
  'broken UTF-8': '%F0%9F',
  'full width': '４',
  'invisible characters': '4\u200b',
  'combining marks': '4\u0336',
};

function stepsFor(piece: string, length: number): number {
  const text = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const meter = new Meter(text.length, defaultLimits.stepsPerCharacterMax);
  try {
    scan(program, text, { limits: { ...defaultLimits, findingsMax: Infinity }, context: '', scoreMin: 0, meter });
  } catch (error) {
    throw error instanceof FilterLimitExceeded ? new Error('the second net had to catch it') : error;
  }
  return meter.steps;
}

describe('the cost of hostile input', () => {
  it.each(Object.entries(hostile))('is linear for %s', (_name, piece) => {
    const small = stepsFor(piece, 10_000);
    const large = stepsFor(piece, 80_000);
    expect(large).toBeLessThanOrEqual(8.2 * small);
    expect(large).toBeLessThanOrEqual(25 * 80_000);
  });

  it('stops at the limit when a rule costs more than it should', () => {
    const meter = new Meter(10, 2);
    expect(() => {
      meter.spend(1_000);
    }).toThrow(FilterLimitExceeded);
  });
});

describe('the scanner', () => {
  it('refuses a text that is too long before it looks at it', () => {
    const limits = { ...defaultLimits, textLengthMax: 4 };
    expect(() => scan(program, '12345', { limits, context: '', scoreMin: 0 })).toThrow('textLengthMax (4)');
  });

  it('refuses a text with more findings than anybody could use', () => {
    const limits = { ...defaultLimits, findingsMax: 2 };
    expect(() => scan(program, 'a@b.co '.repeat(3), { limits, context: '', scoreMin: 0 })).toThrow('findingsMax (2)');
  });
});
