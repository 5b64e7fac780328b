import { LOOKS_LIKE } from './fold-word.js';

/**
 * Whether a value says no more than that a password stands here, in figures and signs for letters too: `secr3t`,
 * `p%40ssword`, `some-password`. It stands in manuals and in tests; who uses it has none.
 */
export function saysPassword(value: string): boolean {
  const letters = value
    .replaceAll(/%40/g, 'a')
    .replaceAll(/%[0-9a-f]{2}/gi, '')
    .toLowerCase()
    .replaceAll(/[013457@$]/g, (sign) => LOOKS_LIKE[sign] ?? '')
    .replaceAll(/[^a-z]/g, '');
  return SAYS_PASSWORD.test(letters);
}

const SAYS_PASSWORD =
  /^(?:some|my|your|the|auth|user|db|test)?(?:pas{1,2}w?o?r?d?|pas{1,2}wd|passphrase|(?:super)?secret)$/;
