import { isAt, runEnd } from './characters.js';
import type { Verify } from './verify.js';

/** A signed JWT (RFC 7515, section 3.1), any or one whose header names one of these types (`typ`, section 4.1.9). */
export interface JwtPattern {
  readonly kind: 'jwt';
  /** Lower case, without `application/`. */
  readonly types?: readonly string[];
}

/** Every JWT begins so: it is `{"` in base64url. */
export const JWT_START = 'eyJ';

export function verifyJwt({ types }: JwtPattern): Verify {
  return ({ text, meter }, { start }) => {
    // A run of base64url is read from its beginning only: so a text made of `eyJeyJeyJ` is read once.
    if (isAt(text, start - 1, 'base64url')) return undefined;
    const headerEnd = runEnd(text, start, 'base64url', SEGMENT_MAX);
    const payloadEnd = segmentEnd(text, headerEnd);
    const end = segmentEnd(text, payloadEnd);
    meter.spend(Math.max(headerEnd, payloadEnd ?? 0, end ?? 0) - start);
    if (payloadEnd === undefined || end === undefined || isAt(text, end, 'base64url')) return undefined;
    if (headerEnd - start < HEADER_MIN) return undefined;

    const header = decodeObject(text.slice(start, headerEnd));
    if (!header || !isOf(types, header)) return undefined;
    const claims = decodeObject(text.slice(headerEnd + 1, payloadEnd));
    if (!claims || String(claims['sub']) === SUBJECT_OF_EXAMPLES) return undefined;
    return { start, end, score: types ? 0.99 : 0.95, evidence: ['decoded'] };
  };
}

/** The subject of the token that jwt.io shows, and everybody who explains JWTs. */
const SUBJECT_OF_EXAMPLES = '1234567890';

function isOf(types: readonly string[] | undefined, { alg, typ }: Readonly<Record<string, unknown>>): boolean {
  if (!types) return typeof alg === 'string';
  return typeof typ === 'string' && types.includes(typ.toLowerCase().replace(/^application\//, ''));
}

/** `{"alg":"none"}` in base64url. To fail on less costs a hostile text of `eyJ.eyJ.` 2 s a megabyte. */
const HEADER_MIN = 19;
/** Longer than any token that fits into an HTTP header. */
const SEGMENT_MAX = 8_192;

/** Where the segment behind the dot at `dot` ends, if there is one. */
function segmentEnd(text: string, dot: number | undefined): number | undefined {
  if (dot === undefined || text[dot] !== '.') return undefined;
  const end = runEnd(text, dot + 1, 'base64url', SEGMENT_MAX);
  return end > dot + 1 ? end : undefined;
}

function decodeObject(segment: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
