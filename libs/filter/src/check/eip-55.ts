import { keccak256 } from './keccak-256.js';

/** EIP-55: a letter is a capital where the Keccak-256 of the address in small letters has a digit of 8 or more. */
export function passesEip55(digits: string): boolean {
  const hash = keccak256(digits.toLowerCase());
  return Array.from(digits).every(
    (digit, index) => !/[a-f]/i.test(digit) || /[A-F]/.test(digit) === /[89a-f]/.test(hash.charAt(index)),
  );
}
