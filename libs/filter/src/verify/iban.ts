import { beside, type DigitRuns } from '../scan/digit-runs.js';
import { passesMod97 } from '../check/mod-97.js';
import { isAt } from './characters.js';
import type { Verify } from './verify.js';

/** An international bank account number (ISO 13616), in one piece or in groups, in capitals or not. */
export interface IbanPattern {
  readonly kind: 'iban';
  /** What follows the two check digits, by country, as the IBAN registry writes it: `8n12c`. */
  readonly structures: Readonly<Record<string, string>>;
}

/** The check digits, behind the country. */
export const IBAN_RUNS: readonly DigitRuns[] = [{ lengths: [2, 34], behind: beside.letter, ahead: beside.anything }];

export function verifyIban({ structures }: IbanPattern): Verify {
  const layouts = new Map(Object.entries(structures).map(([country, structure]) => [country, layoutOf(structure)]));
  return ({ text, meter }, { start: checkDigits }) => {
    const start = checkDigits - COUNTRY_LENGTH;
    if (!isAt(text, start, 'letter') || !isAt(text, start + 1, 'letter')) return undefined;
    if (isAt(text, start - 1, 'alphanumeric')) return undefined;
    const layout = layouts.get(text.slice(start, checkDigits).toUpperCase());
    if (!layout) return undefined;

    const end = layoutEnd(text, checkDigits, layout);
    meter.spend(COUNTRY_LENGTH + LENGTH_MAX);
    if (end === undefined || isAt(text, end, 'alphanumeric')) return undefined;
    meter.spend(layout.length);
    const electronic = text.slice(start, end).replaceAll(SEPARATORS, '').toUpperCase();
    return passesMod97(electronic) ? { start, end, score: 0.99, evidence: ['checksum'] } : undefined;
  };
}

const COUNTRY_LENGTH = 2;
/** 34 characters (ISO 13616-1, section 6) and a separator before each of them. */
const LENGTH_MAX = 68;
const SEPARATORS = /[ -]/g;
const SPACE = ' '.charCodeAt(0);
const HYPHEN = '-'.charCodeAt(0);

type CharacterKind = 'digit' | 'letter' | 'alphanumeric';
const kinds: Readonly<Record<string, CharacterKind>> = { n: 'digit', a: 'letter', c: 'alphanumeric' };

/** One entry a character behind the country, the check digits first. */
function layoutOf(structure: string): readonly CharacterKind[] {
  return Array.from(`2n${structure}`.matchAll(/(\d{1,2})([nac])/g)).flatMap(([, count, kind]) =>
    new Array<CharacterKind>(Number(count)).fill(kinds[kind ?? ''] ?? 'alphanumeric'),
  );
}

/** Where the characters of the layout end that begin at `start`, one separator allowed between any two of them. */
function layoutEnd(text: string, start: number, layout: readonly CharacterKind[]): number | undefined {
  let at = start;
  for (const kind of layout) {
    const code = text.charCodeAt(at);
    if (at > start && (code === SPACE || code === HYPHEN)) at++;
    if (!isAt(text, at, kind)) return undefined;
    at++;
  }
  return at;
}
