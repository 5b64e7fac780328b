import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { looksInvented } from './looks-invented.js';
import { rarity } from './randomness.js';
import { looksDrawn, looksLikePassword } from './secret-likeness.js';

/** As good as drawn at random, and the same in every run. */
const digests = Array.from({ length: 500 }, (_, seed) => createHash('sha256').update(String(seed)).digest());

describe('what looks drawn by a machine', () => {
  it.each(['hex', 'base64', 'base64url'] as const)('is nearly every key in %s', (encoding) => {
    const keys = digests.map((digest) => digest.toString(encoding));
    expect(keys.filter((key) => looksDrawn(key, true)).length).toBeGreaterThanOrEqual(495);
  });

  it.each([
    'user.profile.displayName2',
    'application/vnd.github.v3+json',
    'gss_krb5_inquire_sec_context_by_oid',
    'your-256-bit-secret-goes-here',
    '{{ vault.api_key_2 }}',
    'xxxxxxxxxxxxxxxx1234',
    '12345678901234567890',
  ])('is not %j', (text) => {
    expect(looksDrawn(text, true)).toBe(false);
  });

  it('has pairs of letters that words seldom have', () => {
    expect(rarity('authenticationProvider')).toBeLessThan(0.2);
    expect(rarity('q7Xv2Lk9ZtB4mW8r')).toBeGreaterThan(0.8);
  });
});

describe('what looks like a password', () => {
  it.each(['n84ASM54y4', 'exord13Paw64', 'nCzx8A8#!', 'cackle!'])('is %j in quotes', (text) => {
    expect(looksLikePassword(text, true)).toBe(true);
  });

  it.each([
    'Your password',
    '${DB_PASSWORD}',
    'changeme',
    'passwordField1',
    '<enter password>',
    'current-user',
    '*****',
  ])('is not %j', (text) => {
    expect(looksLikePassword(text, true)).toBe(false);
  });

  it.each(['options.field2', 'sha256WithRSA', 'MAX_SIZE_2', 'cackle!'])('is not %j where it may be code', (text) => {
    expect(looksLikePassword(text, false)).toBe(false);
  });
});

describe('what a person wrote to stand for a secret', () => {
  it('is seen by its words, its repetitions and its counting', () => {
    for (const value of ['AKIAIOSFODNN7EXAMPLE', 'aaaaaaaaaaaaaaaa', '0123456789abcdef', 'your-key', 'my_fake_key']) {
      expect(looksInvented(value)).toBe(true);
    }
  });

  it('is hardly ever one that was drawn', () => {
    const taken = digests.filter((digest) => looksInvented(digest.toString('base64')));
    expect(taken.length).toBeLessThanOrEqual(1);
  });
});
