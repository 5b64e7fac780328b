import { createRequire } from 'node:module';
import { domainToUnicode } from 'node:url';
import { isWordCharacter } from './word-character.js';

/** Where the run of characters ends that may be a domain, from `start` on. */
export function domainRunEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + DOMAIN_MAX);
  let end = start;
  while (end < limit) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (character !== '.' && character !== '-' && !isWordCharacter(character)) break;
    end += character.length;
  }
  return end;
}

/** RFC 1035, section 2.3.4. */
const DOMAIN_MAX = 253;
const LABEL_MAX = 63;

interface Domain {
  /** How much of the run it is: `example.com.And` ends before `.And`. */
  readonly length: number;
  /** `false`: a name for use inside of a network or for tests (RFC 6761, RFC 6762, RFC 9476). */
  readonly delegated: boolean;
}

/** The longest beginning of `run` that is a domain in a delegated (IANA) or reserved top-level domain. */
export function delegatedDomain(run: string): Domain | undefined {
  const labels = run.split('.');
  const firstBad = labels.findIndex((label) => !isLabel(label));
  const usable = firstBad === -1 ? labels : labels.slice(0, firstBad);
  for (let count = usable.length; count >= 2; count--) {
    const host = usable.slice(0, count - 1);
    if (host.every((label) => ALL_DIGITS.test(label)) && host.length > 1) return undefined;
    const top = topLevelDomain(usable[count - 1] ?? '');
    if (top) return { length: host.join('.').length + 1 + top.length, delegated: top.delegated };
  }
  return undefined;
}

function isLabel(label: string): boolean {
  return label !== '' && label.length <= LABEL_MAX && !label.startsWith('-') && !label.endsWith('-');
}

/** `package@1.0.dev`: a version. One such label is a company: `163.com`. */
const ALL_DIGITS = /^\d+$/;

function topLevelDomain(label: string): Domain | undefined {
  for (const name of namesAtStartOf(label)) {
    if (isDelegated(name)) return { length: name.length, delegated: true };
    if (RESERVED.has(name.toLowerCase())) return { length: name.length, delegated: false };
  }
  return undefined;
}

/**
 * The label itself; where a sentence runs on behind it, its beginning. `com谢谢` and `中国abc` change their script there;
 * in scripts without spaces, `中国谢谢`, each beginning may be it.
 */
function* namesAtStartOf(label: string): Iterable<string> {
  yield label;
  const sameScript = SAME_SCRIPT.exec(label)?.[0] ?? '';
  if (sameScript !== label) yield sameScript;
  const withoutSpaces = WITHOUT_SPACES.exec(label)?.[0] ?? '';
  for (let length = withoutSpaces.length - 1; length >= 2; length--) yield withoutSpaces.slice(0, length);
}

const SAME_SCRIPT = /^(?:[a-z]{2,}|[^\0-\x7f]{2,})/i;
/** The longest such name has six characters. */
const WITHOUT_SPACES = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]{3,7}/u;

function isDelegated(label: string): boolean {
  const name = label.toLowerCase();
  return DELEGATED.has(name.startsWith('xn--') ? domainToUnicode(name) : name.normalize('NFC'));
}

const require = createRequire(import.meta.url);
/** IANA's root zone, IDN names in Unicode. A list and no code: `require` reads it the same under every loader. */
const DELEGATED: ReadonlySet<string> = new Set(require('tlds') as readonly string[]);
const RESERVED: ReadonlySet<string> = new Set([
  'corp',
  'example',
  'home',
  'internal',
  'invalid',
  'lan',
  'local',
  'localhost',
  'onion',
  'test',
]);
