import { CRC32_BASE62_DIGITS, crc32Base62 } from '../check/crc32-base62.js';
import { looksInvented } from '../check/looks-invented.js';
import { type Alphabet, isAt, runEnd, runStart } from './characters.js';
import type { Verify } from './verify.js';

/** So many characters of an alphabet; takes as many as it can. */
export interface Run {
  readonly alphabet: Alphabet;
  readonly min: number;
  readonly max: number;
}

/** A provider's key: a prefix that nobody else uses, then runs and fixed texts, read once from left to right. */
export interface TokenPattern {
  readonly kind: 'token';
  readonly prefixes: readonly string[];
  /** What stands before the prefix, where the text that gives a key away is not its beginning. */
  readonly lead?: Run;
  readonly parts: readonly (Run | string)[];
  /** Its last six characters are the CRC-32 in base62 of what stands before them, with the prefix or without. */
  readonly crc32?: {
    readonly over: 'all' | 'body';
    /** `false` where the issuer does not promise the checksum: a token that fails is still reported, by its shape. */
    readonly required: boolean;
  };
  /** The source of an expression that it must match when it is decoded from base64, byte by byte. */
  readonly decoded?: string;
  /** The provider draws it at random, so what spells `example` or counts `12345678` was typed by a person. */
  readonly drawn?: boolean;
  /** How often the shape alone is a real one. */
  readonly score: number;
}

export function verifyToken(pattern: TokenPattern): Verify {
  const decoded = pattern.decoded === undefined ? undefined : new RegExp(pattern.decoded, 's');
  return ({ text, meter }, { start: prefixStart, end: bodyStart }) => {
    const start = leadStart(text, prefixStart, pattern.lead);
    meter.spend(prefixStart - (start ?? prefixStart));
    if (start === undefined || isAt(text, start - 1, 'alphanumeric')) return undefined;
    const end = partsEnd(text, bodyStart, pattern.parts);
    meter.spend((end ?? bodyStart) - start);
    if (end === undefined || isAt(text, end, 'alphanumeric')) return undefined;
    if (pattern.drawn && looksInvented(text.slice(bodyStart, end))) return undefined;
    if (decoded) {
      if (!decoded.test(Buffer.from(text.slice(start, end), 'base64').toString('latin1'))) return undefined;
      return { start, end, score: pattern.score, evidence: ['decoded'] };
    }
    if (!pattern.crc32) return { start, end, score: pattern.score, evidence: ['prefix'] };

    const checksumStart = end - CRC32_BASE62_DIGITS;
    const covered = text.slice(pattern.crc32.over === 'all' ? start : bodyStart, checksumStart);
    meter.spend(covered.length);
    if (crc32Base62(covered) === text.slice(checksumStart, end)) {
      return { start, end, score: SCORE_WITH_CHECKSUM, evidence: ['prefix', 'checksum'] };
    }
    return pattern.crc32.required ? undefined : { start, end, score: pattern.score, evidence: ['prefix'] };
  };
}

/** One text in 2^32 has the right checksum by chance. */
const SCORE_WITH_CHECKSUM = 0.99;

function leadStart(text: string, end: number, lead: Run | undefined): number | undefined {
  if (!lead) return end;
  const start = runStart(text, end, lead.alphabet, lead.max);
  return end - start < lead.min ? undefined : start;
}

function partsEnd(text: string, start: number, parts: TokenPattern['parts']): number | undefined {
  let at = start;
  for (const part of parts) {
    if (typeof part === 'string') {
      if (!text.startsWith(part, at)) return undefined;
      at += part.length;
    } else {
      const end = runEnd(text, at, part.alphabet, part.max);
      if (end - at < part.min) return undefined;
      at = end;
    }
  }
  return at;
}
