import { looksInvented } from '../check/looks-invented.js';
import { saysPassword } from '../check/says-password.js';
import type { Verify } from './verify.js';

/** The password in `scheme://user:password@host` (RFC 3986, section 3.2.1): URLs, connection strings, proxies. */
export interface UrlLoginPattern {
  readonly kind: 'url-login';
}

export const URL_LOGIN_ANCHOR = '://';

export const verifyUrlLogin: Verify = ({ text, meter }, { end: authority }) => {
  let colon: number | undefined;
  let at = authority;
  const limit = Math.min(text.length, authority + USER_INFO_MAX);
  for (; at < limit; at++) {
    const character = text.charAt(at);
    if (character === '@') break;
    if (character === ':') colon ??= at;
    else if (ENDS_AUTHORITY.has(character)) break;
  }
  meter.spend(at - authority + 1);
  if (text.charAt(at) !== '@' || colon === undefined) return undefined;
  const password = text.slice(colon + 1, at);
  if (password.length < PASSWORD_MIN || PLACEHOLDER.test(password) || looksInvented(password)) return undefined;
  if (saysPassword(password) || isShown(text.slice(authority, colon), password)) return undefined;
  if (!HOST.test(text.slice(at + 1, at + 1 + HOST_LOOK))) return undefined;
  const host = HOST_CHARACTERS.exec(text.slice(at + 1, at + 1 + HOST_MAX))?.[0] ?? '';
  if (DOCUMENTED_HOST.test(host) && SHORT_WORD.test(password)) return undefined;
  return { start: colon + 1, end: at, score: 0.9, evidence: ['context'] };
};

/** What guests are asked for, and what RFC 7617 shows. */
function isShown(user: string, password: string): boolean {
  return /^anonymous$/i.test(user) || (/^aladdin$/i.test(user) && /^open(?:%20)?sesame$/i.test(password));
}

const USER_INFO_MAX = 256;
const PASSWORD_MIN = 3;
const HOST_LOOK = 2;
const HOST_MAX = 64;
const HOST = /^[A-Za-z0-9[_]/;
const ENDS_AUTHORITY: ReadonlySet<string> = new Set([
  '/',
  '?',
  '#',
  ' ',
  '\t',
  '\n',
  '\r',
  '"',
  "'",
  '`',
  '<',
  '>',
  '\\',
]);
const PLACEHOLDER = /^[$%<{[*(]|\$\{|\{|%[sd]|^(?:x+|\*+|p(?:ass)?(?:w(?:or)?d)?\d*|secret|user|token|port|pass\w*)$/i;
/** `https://user:foo@example.com` stands in every manual. */
const DOCUMENTED_HOST = /(?:^|\.)(?:example\.(?:com|org|net)|host(?:name)?|localhost|server|proxy|test)(?:[.-]|$)/i;
const HOST_CHARACTERS = /^[\w.-]*/;
const SHORT_WORD = /^(?:[a-z]{1,8}\d{0,3}|\d{1,6})$/i;
