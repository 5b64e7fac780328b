import { entityCharacter } from './entities.js';
import { percentAt } from './percent.js';
import type { View, ViewName } from './view.js';
import { ViewBuilder } from './view-builder.js';

/**
 * Undoes escapes of URLs (RFC 3986, section 2.1, and `%uXXXX`), of HTML (`&lt;`, `&#60;`) and of JavaScript and JSON
 * (`\x3c`, `\u003c`, `\u{3c}`), once. What does not decode stays as it is. Answers nothing when there is nothing to undo.
 */
export function decodeEscapes(view: View, name: ViewName): View | undefined {
  const { text } = view;
  if (!SIGNS.some((sign) => text.includes(sign))) return undefined;
  let builder: ViewBuilder | undefined;
  let kept = 0;
  ESCAPE_BEGINS.lastIndex = 0;
  for (let found = ESCAPE_BEGINS.exec(text); found; found = ESCAPE_BEGINS.exec(text)) {
    const at = found.index;
    const decoded = escapeAt(text, at);
    if (!decoded) continue;
    builder ??= new ViewBuilder(view);
    builder.keep(kept, at);
    builder.put(decoded.character, at, decoded.end);
    kept = decoded.end;
    ESCAPE_BEGINS.lastIndex = kept;
  }
  builder?.keep(kept, text.length);
  return builder?.build(name);
}

const SIGNS = ['%', '&', '\\'] as const;
/** A sign and what may follow it: in source code most of them begin no escape. */
const ESCAPE_BEGINS = /%[\da-fA-Fu]|&[#a-zA-Z]|\\[ux]/g;

interface Decoded {
  readonly character: string;
  readonly end: number;
}

function escapeAt(text: string, at: number): Decoded | undefined {
  if (text[at] === '%') return percentAt(text, at) ?? matchAt(text, at, PERCENT_U);
  return text[at] === '&' ? entityAt(text, at) : matchAt(text, at, BACKSLASH);
}

const PERCENT_U = /^%u([\da-f]{4})/i;
const BACKSLASH = /^\\(?:u([\da-f]{4})|u\{([\da-f]{1,6})\}|x([\da-f]{2}))/i;
const ENTITY = /^&(?:#0{0,24}(\d{1,7})|#x0{0,24}([\da-f]{1,6})|([a-z]{2,9}));?/i;
/** As many characters as an escape may have. */
const ESCAPE_MAX = 36;

function matchAt(text: string, at: number, escape: RegExp): Decoded | undefined {
  const match = escape.exec(text.slice(at, at + ESCAPE_MAX));
  const digits = match?.[1] ?? match?.[2] ?? match?.[3];
  return match && digits !== undefined ? decoded(Number.parseInt(digits, 16), at, match[0]) : undefined;
}

function entityAt(text: string, at: number): Decoded | undefined {
  const match = ENTITY.exec(text.slice(at, at + ESCAPE_MAX));
  if (!match) return undefined;
  const [written, decimal, hexadecimal, name] = match;
  if (decimal !== undefined) return decoded(Number.parseInt(decimal, 10), at, written);
  if (hexadecimal !== undefined) return decoded(Number.parseInt(hexadecimal, 16), at, written);
  return namedAt(at, name ?? '', written);
}

/** Browsers know some names without their semicolon, even when more letters follow. */
function namedAt(at: number, name: string, written: string): Decoded | undefined {
  const exact = entityCharacter(name);
  if (exact !== undefined) return { character: exact, end: at + written.length };
  for (const length of SHORT_NAMES) {
    const character = entityCharacter(name.slice(0, length));
    if (name.length > length && character !== undefined) return { character, end: at + 1 + length };
  }
  return undefined;
}

const SHORT_NAMES = [6, 4, 3, 2] as const;

function decoded(code: number, at: number, written: string): Decoded | undefined {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? { character: String.fromCodePoint(code), end: at + written.length } : undefined;
}
