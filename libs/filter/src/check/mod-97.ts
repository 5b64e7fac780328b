/** The check digits of an IBAN (ISO 13616, by ISO/IEC 7064 MOD 97-10), over its electronic form in capitals. */
export function passesMod97(iban: string): boolean {
  const rotated = iban.slice(4) + iban.slice(0, 4);
  let remainder = 0;
  for (let index = 0; index < rotated.length; index++) {
    const code = rotated.charCodeAt(index);
    const value = code < LETTER_A ? code - DIGIT_0 : code - LETTER_A + 10;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

const DIGIT_0 = '0'.charCodeAt(0);
const LETTER_A = 'A'.charCodeAt(0);
