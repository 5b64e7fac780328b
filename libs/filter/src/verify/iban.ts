import { passesMod97 } from '../check/mod-97.js';
import { isAt } from './characters.js';
import type { Verify } from './verify.js';

/** An international bank account number (ISO 13616), in one piece or in groups, in capitals or not. */
export interface IbanPattern {
  readonly kind: 'iban';
  /** What follows the two check digits, by country, as the IBAN registry writes it: `8n12c`. */
  readonly structures: Readonly<Record<string, string>>;
}

export function verifyIban({ structures }: IbanPattern): Verify {
  const layouts = new Map(Object.entries(structures).map(([country, structure]) => [country, layoutOf(structure)]));
  return ({ text, meter }, { start: checkDigits }) => {
    const start = checkDigits - COUNTRY_LENGTH;
    if (start < 0 || isAt(text, start - 1, 'alphanumeric')) return undefined;
    const layout = layouts.get(text.slice(start, checkDigits).toUpperCase());
    if (!layout) return undefined;

    let at = checkDigits;
    for (const kind of layout) {
      if (SEPARATORS.has(text.charAt(at)) && at > checkDigits) at++;
      if (!isAt(text, at, kind)) break;
      at++;
    }
    meter.spend(at - start);
    if (isAt(text, at, 'alphanumeric')) return undefined;
    const electronic = text.slice(start, at).replace(/[ -]/g, '').toUpperCase();
    if (electronic.length !== COUNTRY_LENGTH + layout.length) return undefined;
    meter.spend(electronic.length);
    return passesMod97(electronic) ? { start, end: at, score: 0.99, evidence: ['checksum'] } : undefined;
  };
}

const COUNTRY_LENGTH = 2;
const SEPARATORS: ReadonlySet<string> = new Set([' ', '-']);

type CharacterKind = 'digit' | 'letter' | 'alphanumeric';
const kinds: Readonly<Record<string, CharacterKind>> = { n: 'digit', a: 'letter', c: 'alphanumeric' };

/** One entry a character behind the country, the check digits first. */
function layoutOf(structure: string): readonly CharacterKind[] {
  return Array.from(`2n${structure}`.matchAll(/(\d+)([nac])/g)).flatMap(([, count, kind]) =>
    new Array<CharacterKind>(Number(count)).fill(kinds[kind ?? ''] ?? 'alphanumeric'),
  );
}
