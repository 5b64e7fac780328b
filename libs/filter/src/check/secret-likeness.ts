import { looksInvented } from './looks-invented.js';
import { saysPassword } from './says-password.js';
import { entropyBits, rarity } from './randomness.js';

/** Whether a value may be a password that somebody uses. Bare, where it may be code, it has to look the part. */
export function looksLikePassword(value: string, quoted: boolean): boolean {
  if (value.length < PASSWORD_MIN || value.length > PASSWORD_MAX) return false;
  if (
    NOT_A_VALUE.test(value) ||
    FILE_NAME.test(value) ||
    value.startsWith('/') ||
    looksInvented(value) ||
    SAYS_PASSWORD.test(value) ||
    saysPassword(value)
  )
    return false;
  if (quoted) return isUnpronounceable(value) || (!WORDS.test(value) && (isMixed(value) || /[!#$&*?@^]/.test(value)));
  return value.length >= BARE_PASSWORD_MIN && isMixed(value) && !CODE.test(value);
}

/** Whether a value was drawn by a machine: a key or token, in any alphabet. */
export function looksDrawn(value: string, quoted: boolean): boolean {
  if (value.length < DRAWN_MIN || NOT_A_VALUE.test(value) || FILE_NAME.test(value) || looksInvented(value))
    return false;
  if (!DRAWN.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (!quoted && CODE.test(value)) return false;
  if (/[g-z]/i.test(value) && pieceLength(value) > DRAWN_PIECE_LENGTH_MAX) return false;
  const bits = entropyBits(value);
  return HEX.test(value) ? bits > 3 && value.length >= HEX_MIN : bits > 3.2 && rarity(value) > 0.5;
}

const PASSWORD_MIN = 6;
const BARE_PASSWORD_MIN = 8;
const PASSWORD_MAX = 72;
const DRAWN_MIN = 16;
const HEX_MIN = 24;

/** Templates, variables, markup, references to where the value is kept. */
const NOT_A_VALUE = /[\s\u0080-\uffff]|^[$%<{[*(#~.\\]|\$\{|\{\{|%[sdv(]|#\{|:\/\/|\.\.\.|\*{3}|^0x|^urn:/;
/** What holds the secret, not the secret. */
const FILE_NAME = /\.(?:pem|crt|cer|key|p12|pfx|jks|json|ya?ml|toml|txt|conf|cfg|ini|env)$/i;
const SAYS_PASSWORD =
  /pass|pwd|secret|admin|hunter2|qwerty|token|user|login|hidden|required|invalid|encrypt|sha\d|md5|bcrypt/i;
/** A word, or words with separators: a name, a label, a message. */
const WORDS = /^[-A-Za-z_./:+ ]*(?:[?;*][.?:;*]*)?\d?$/;
/** `options.password1`, `a->b`, `Foo::bar2`, `TestFoo/case_1`. */
const CODE =
  /^[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+;?$|^_*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Z][a-z]\w*(?:\/[\w.:+-]+)+$/;
const DRAWN = /^[\w+/=.~!:-]+$/;
const HEX = /^[0-9a-f-]+$/i;

/** A person's password changes between kinds of characters every two or three; names and words run on. */
function isMixed(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && pieceLength(value) <= PIECE_LENGTH_MAX;
}

/** Letters and digits that no word begins with or goes on with. */
function isUnpronounceable(value: string): boolean {
  return /\d/.test(value) && /[A-Za-z]/.test(value) && !CODE.test(value) && rarity(value) > UNPRONOUNCEABLE;
}

const UNPRONOUNCEABLE = 0.65;

/** How long the pieces are, on average, that a reader sees in a value: words with a capital, abbreviations, numbers. */
function pieceLength(value: string): number {
  const pieces = value.match(/[A-Z]?[a-z]+|[A-Z]+|\d+|[^\w]/g) ?? [];
  return pieces.join('').length / pieces.length;
}

const PIECE_LENGTH_MAX = 3;
/** Capitals and small letters with digits come to 1.9, small letters with digits to 2.5. */
const DRAWN_PIECE_LENGTH_MAX = 3.2;
