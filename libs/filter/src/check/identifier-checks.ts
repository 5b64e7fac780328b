import { passesLuhn } from './luhn.js';
import { nationalNumberCheck } from './national-number.js';
import { passesMod97 } from './mod-97.js';
import { passesVerhoeff } from './verhoeff.js';

/** How a number checks itself: one of these, or `stdnum:` and a validator of the library. */
export type IdentifierCheck = keyof typeof checks | `stdnum:${string}`;

/** A check over letters and digits in capitals, without marks; some numbers need them as they are written. */
type Check = (compact: string, written: string) => boolean;

export function identifierCheck(name: IdentifierCheck): Check {
  if (isOwn(name)) return checks[name];
  const isValid = nationalNumberCheck(name.slice('stdnum:'.length));
  return (_compact, written) => isValid(written.toUpperCase());
}

function isOwn(name: IdentifierCheck): name is keyof typeof checks {
  return Object.hasOwn(checks, name);
}

const checks = {
  luhn: passesLuhn,
  verhoeff: (digits) => passesVerhoeff(digits) && digits !== Array.from(digits).reverse().join(''),
  /** ABA routing numbers: weights 3, 7, 1. */
  aba: (digits) => weighted(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0,
  'au-medicare': (digits) => weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]),
  'au-tfn': (digits) => weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  /** Of the first ten digits one stands two or three times, or none; MOD 11,10 holds (Bundeszentralamt für Steuern). */
  'de-tax-id': (digits) => passesMod11Mod10(digits) && repeatsAtMostOne(digits.slice(0, 10)),
  'mod-11-10': passesMod11Mod10,
  'de-id': (number) => passes731(number) || /^T\d{8}$/.test(number),
  /** Insured persons of Germany (SGB V, section 290): the letter as two digits, weights 1 and 2. */
  kvnr: (number) =>
    passesAlternating(String(number.charCodeAt(0) - 64).padStart(2, '0') + number.slice(1, 9), Number(number[9])),
  /** Prescribers of the United States (21 CFR 1301): every second digit counts twice. */
  dea: (number) => {
    const digits = number.slice(2);
    return weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6]);
  },
  /** Without regard to the century; those given since October 2020 have no check digit. */
  'kr-rrn': (digits) =>
    (11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(digits[12]),
  'it-fiscal': passesItalian,
  'sg-nric': passesSingapore,
  'document-731': passes731,
  'es-letter': (number) => spanishLetter(number) === number.at(-1),
  'ph-tin': (digits) => weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(digits[8]),
  /** Health insurance of the United States: Luhn behind the prefix of the card issuer it once had (45 CFR 162.406). */
  npi: (digits) => passesLuhn(`80840${digits}`) && new Set(digits).size > 1,
  nhs: (digits) => {
    const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
    return check !== 10 && check % 11 === Number(digits[9]) && new Set(digits).size > 1;
  },
  pesel: (digits) =>
    (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]) &&
    isDate(digits.slice(4, 6), String(((Number(digits.slice(2, 4)) - 1) % 20) + 1)),
  'se-personnummer': (digits) =>
    passesLuhn(digits.slice(-10)) &&
    isDate(String(((Number(digits.slice(-6, -4)) - 1) % 60) + 1), digits.slice(-8, -6), digits.slice(0, -6)),
  'th-tnin': (digits) =>
    (11 - (weighted(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(digits[12]),
  'za-id': (digits) => passesLuhn(digits) && isDate(digits.slice(4, 6), digits.slice(2, 4), digits.slice(0, 2)),
  'uk-driver': (number) => isDate(number.slice(8, 10), String(Number(number.slice(6, 8)) % 50)),
  /** ISO 17442: the remainder of all of it, letters as numbers, is 1. */
  'mod-97': (number) => passesMod97(number.slice(-4) + number.slice(0, -4)),
  isin: (number) => passesLuhn(number.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))),
  /** Creditors of SEPA: MOD 97-10 over all but the three characters of the business. */
  'sepa-creditor': (number) => passesMod97(number.slice(0, 4) + number.slice(7)),
  vin: passesVin,
} as const satisfies Readonly<Record<string, Check>>;

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

/** A day and a month that can be; 29 February needs a year that has one, where a year is known. */
function isDate(day: string, month: string, year = '2000'): boolean {
  const [d, m, y] = [Number(day), Number(month), Number(year)];
  if (m < 1 || m > 12 || d < 1) return false;
  return d <= new Date(Date.UTC(y < 100 ? 2000 + y : y, m, 0)).getUTCDate();
}

/** ISO/IEC 7064 MOD 11,10 over the digits, whatever letters stand before them. */
function passesMod11Mod10(number: string): boolean {
  const digits = number.replaceAll(/\D/g, '');
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits.at(-1));
}

/** The check digit of machine readable documents (ICAO 9303, part 3, section 4.9). */
function passes731(number: string): boolean {
  const values = Array.from(number, (character) => Number.parseInt(character, 36));
  const sum = values.slice(0, -1).reduce((total, value, index) => total + value * ([7, 3, 1][index % 3] ?? 0), 0);
  return sum % 10 === values.at(-1);
}

function repeatsAtMostOne(digits: string): boolean {
  const repeated = [...new Set(digits)].map((digit) => digits.split(digit).length - 1).filter((count) => count > 1);
  return repeated.length <= 1 && repeated.every((count) => count <= 3);
}

function passesAlternating(digits: string, check: number): boolean {
  const sum = Array.from(digits, (digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return value > 9 ? value - 9 : value;
  }).reduce((total, value) => total + value, 0);
  return sum % 10 === check;
}

/** The last letter of a codice fiscale (decree of 23 December 1976): odd places are weighed by a table. */
function passesItalian(number: string): boolean {
  const values = Array.from(number.slice(0, -1), (character, index) => {
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
    return index % 2 === 0 ? (ITALIAN_ODD[value] ?? 0) : value;
  });
  const sum = values.reduce((total, value) => total + value, 0);
  return String.fromCharCode(65 + (sum % 26)) === number.at(-1);
}

const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Singapore's letters differ by series; those of M came in 2022. */
function passesSingapore(number: string): boolean {
  const series = number.charAt(0);
  const offset = series === 'T' || series === 'G' ? 4 : series === 'M' ? 3 : 0;
  const remainder = (weighted(number.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  const letters = series === 'S' || series === 'T' ? 'JZIHGFEDCBA' : series === 'M' ? 'XWUTRQPNJLK' : 'XWUTRQPNMLK';
  return (series === 'M' ? letters[10 - remainder] : letters[remainder]) === number.at(-1);
}

function spanishLetter(number: string): string | undefined {
  const digits = number.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits) % 23];
}

/** ISO 3779 with the check digit of North America (49 CFR 565.15). */
function passesVin(vin: string): boolean {
  const values = Array.from(vin, (character) => VIN_VALUES[character] ?? Number(character));
  const sum = values.reduce((total, value, index) => total + value * (VIN_WEIGHTS[index] ?? 0), 0) % 11;
  return vin[8] === (sum === 10 ? 'X' : String(sum));
}

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const VIN_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  Array.from('ABCDEFGHJKLMNPRSTUVWXYZ', (letter) => [
    letter,
    letter <= 'H' ? letter.charCodeAt(0) - 64 : letter <= 'R' ? letter.charCodeAt(0) - 73 : letter.charCodeAt(0) - 81,
  ]),
);
