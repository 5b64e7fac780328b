import { looksDrawn } from '../check/secret-likeness.js';
import { looksInvented } from '../check/looks-invented.js';
import { isAt, runEnd } from './characters.js';
import type { Verify } from './verify.js';

/** The credentials of an HTTP `Authorization` header (RFC 9110, section 11.4), wherever the scheme stands before them. */
export interface AuthorizationPattern {
  readonly kind: 'authorization';
  /** With the space behind them. */
  readonly schemes: readonly string[];
}

export const verifyAuthorization: Verify = ({ text, meter }, { start, end: credentials }) => {
  if (isAt(text, start - 1, 'alphanumeric')) return undefined;
  const end = tokenEnd(text, credentials);
  meter.spend(end - start);
  const value = text.slice(credentials, end);
  if (/^basic/i.test(text.slice(start, credentials))) {
    return isUserPassword(value) ? { start: credentials, end, score: 0.97, evidence: ['decoded'] } : undefined;
  }
  if (!looksDrawn(value, true)) return undefined;
  return { start: credentials, end, score: 0.9, evidence: ['context', 'random'] };
};

/** `token68` of RFC 9110, section 11.2; longer than any header is no header. */
function tokenEnd(text: string, start: number): number {
  let end = start;
  for (;;) {
    const next = runEnd(text, runEnd(text, end, 'dottedBase64url', TOKEN_MAX), 'base64', TOKEN_MAX);
    if (next === end || next - start >= TOKEN_MAX) return next;
    end = next;
  }
}

const TOKEN_MAX = 4_096;

/** `user:password` in base64 (RFC 7617, section 2), in characters that can be typed. */
function isUserPassword(value: string): boolean {
  if (value.length < 8 || looksInvented(value)) return false;
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  // Aladdin opens the cave in RFC 2617, in RFC 7617, and wherever they are explained.
  if (/^aladdin:open ?sesame$/i.test(decoded)) return false;
  if (/^(?:foo|bar|user|username|test):(?:foo|bar|baz|pass|password|test)$/i.test(decoded)) return false;
  return /^[^:]{1,128}:.{3}/su.test(decoded) && !/[\p{C}\ufffd]/u.test(decoded);
}
