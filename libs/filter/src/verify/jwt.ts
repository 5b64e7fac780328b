import { isAt, runEnd } from './characters.js';
import type { Verify } from './verify.js';

/** A signed JWT (RFC 7515, section 3.1) whose header names one of these types (`typ`, section 4.1.9). */
export interface JwtPattern {
  readonly kind: 'jwt';
  /** Lower case, without `application/`. */
  readonly types: readonly string[];
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

    const type = decodeObject(text.slice(start, headerEnd))?.['typ'];
    if (typeof type !== 'string' || !types.includes(type.toLowerCase().replace(/^application\//, ''))) return undefined;
    if (!decodeObject(text.slice(headerEnd + 1, payloadEnd))) return undefined;
    return { start, end, score: 0.99, evidence: ['decoded'] };
  };
}

/** `{"alg":"none","typ":"jwt"}` in base64url. To fail on less costs a hostile text of `eyJ.eyJ.` 2 s a megabyte. */
const HEADER_MIN = 36;
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
