import { delegatedDomain, domainRunEnd } from './email-domain.js';
import { isWordCharacter } from './word-character.js';
import type { Surroundings, Verify } from './verify.js';

/** An e-mail address, internationalised ones (RFC 6531) too: an unquoted local part, a domain of two labels or more. */
export interface EmailPattern {
  readonly kind: 'email';
}

export const verifyEmail: Verify = (around, { start: at, end: domainStart }) => {
  const { text, meter } = around;
  const runStart = localRunStart(text, at);
  meter.spend(at - runStart + 1);
  const start = at - withoutSentence(text.slice(runStart, at)).length;
  if (start === at || at - start > LOCAL_MAX) return undefined;

  const runEnd = domainRunEnd(text, domainStart);
  meter.spend(runEnd - domainStart + 1);
  const domain = delegatedDomain(text.slice(domainStart, runEnd));
  if (!domain || isLogin(around, start, text.slice(start, at))) return undefined;
  const end = domainStart + domain.length;
  return domain.delegated ? { start, end, score: 0.97, evidence: ['tld'] } : { start, end, score: 0.7, evidence: [] };
};

/** RFC 5321, section 4.5.3.1.1. */
const LOCAL_MAX = 64;
/** `=`, `&`, `?`, `/` and quotes are allowed by RFC 5322 too, but in running text and URLs they end what is before. */
const LOCAL_PUNCTUATION: ReadonlySet<string> = new Set(['.', '_', '+', '-', "'"]);

/** Where the run of characters before `at` begins that may be a local part; one too many says it is too long. */
function localRunStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start <= LOCAL_MAX) {
    const before = characterBefore(text, start);
    if (!LOCAL_PUNCTUATION.has(before) && !isWordCharacter(before)) break;
    start -= before.length;
  }
  return start;
}

function characterBefore(text: string, index: number): string {
  const code = text.codePointAt(index - 2) ?? 0;
  return index >= 2 && code > 0xffff ? String.fromCodePoint(code) : text.charAt(index - 1);
}

/**
 * In scripts that do not put spaces between words the sentence runs into the address: `请联系alice@…`. Where such a
 * script turns into ASCII, the address begins.
 */
function withoutSentence(run: string): string {
  return run.replace(SENTENCE, '$1').replace(/^['.+\-\p{M}]+/u, '');
}

const SENTENCE =
  /^.*[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]([a-z0-9])/isu;

/** `scheme://user@host`, `scheme://user:password@host` and `git@host:path` name a login, not a mailbox. */
function isLogin({ text, meter }: Surroundings, start: number, local: string): boolean {
  if (VERSION_CONTROL_USERS.has(local.toLowerCase())) return true;
  if (!USER_INFO_ENDS.has(text.charAt(start - 1))) return false;
  meter.spend(USER_INFO_MAX);
  return /\/\/(?:[^\s/@]*:)?$/.test(text.slice(Math.max(0, start - USER_INFO_MAX), start));
}

const VERSION_CONTROL_USERS: ReadonlySet<string> = new Set(['git', 'hg', 'svn']);
const USER_INFO_ENDS: ReadonlySet<string> = new Set(['/', ':']);
const USER_INFO_MAX = 64;
