import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crc32Base62 } from './crc32-base62.js';
import { passesLuhn } from './luhn.js';
import { passesMod97 } from './mod-97.js';

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

describe('the Luhn check digit', () => {
  it('is right for exactly one last digit', () => {
    fc.assert(
      fc.property(digits(15), (body) => {
        const right = Array.from('0123456789').filter((digit) => passesLuhn(body + digit));
        expect(right).toHaveLength(1);
      }),
    );
  });

  it('sees every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (place, shift) => {
        const number = Array.from('4111111111111111');
        number[place] = String((Number(number[place]) + shift) % 10);
        expect(passesLuhn(number.join(''))).toBe(false);
      }),
    );
  });
});

describe('the check digits of an IBAN', () => {
  it('agree with arithmetic on the whole number', () => {
    fc.assert(
      fc.property(digits(20), (body) => {
        const iban = `DE${body}`;
        const asNumber = BigInt(`${iban.slice(4)}1314${iban.slice(2, 4)}`);
        expect(passesMod97(iban)).toBe(asNumber % 97n === 1n);
      }),
    );
  });

  it('take letters for their place in the alphabet', () => {
    expect(passesMod97('GB82WEST12345698765432')).toBe(true);
    expect(passesMod97('GB82WEST12345698765423')).toBe(false);
  });
});

describe('the checksum of tokens', () => {
  it('is the one GitHub prints', () => {
    // From GitHub's announcement of the format.
    expect(crc32Base62('zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ')).toBe('0mLq17');
  });

  it('has six characters for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(crc32Base62(text)).toMatch(/^[0-9A-Za-z]{6}$/);
      }),
    );
  });
});
