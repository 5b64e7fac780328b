/** A value that a name is given, and how it was given. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  /** In quotes the value ends where it says; bare, it may as well be code. */
  readonly quoted: boolean;
}

/**
 * The value that the name before `nameEnd` is given: `= "…"`, `: …`, `:= …`, `' => '…'`, `: String = "…"`, `>…<`,
 * `, '…'` behind a quoted name, and after white space alone in `#define NAME "…"` and `--option …`.
 */
export function assignedValue(text: string, nameStart: number, nameEnd: number): AssignedValue | undefined {
  const closed = closingEnd(text, nameEnd);
  const gap = blanksEnd(text, closed);
  const after = operatorEnd(
    text,
    gap,
    closed > nameEnd && DEFINE.test(text.slice(Math.max(0, nameStart - 9), nameStart)),
  );
  if (after === undefined) return isCommand(text, nameStart) && gap > closed ? valueAt(text, gap) : undefined;
  const open = blanksEnd(text, after);
  return valueAt(text, annotationEnd(text, open) ?? open);
}

/**
 * The value behind `password is …`, in what people write to one another. The full stop of the sentence is not part of it.
 */
export function saidValue(text: string, nameEnd: number): AssignedValue | undefined {
  const copula = COPULA.exec(text.slice(nameEnd, nameEnd + COPULA_MAX))?.[0].length ?? 0;
  const value = copula === 0 ? undefined : valueAt(text, nameEnd + copula);
  if (!value || value.quoted || text.charAt(value.end - 1) !== '.') return value;
  return { ...value, end: value.end - 1 };
}

const COPULA = /^[ \t]{1,3}(?:is|was|are|ist|lautet|est|es|è)(?::|[ \t](?:now|set to)\b|)[ \t]{1,3}/i;
const COPULA_MAX = 24;

/** What one look costs at most, in characters. */
export const ASSIGNED_VALUE_MAX = 600;

const BLANKS_MAX = 8;
const ANNOTATION_MAX = 16;
const VALUE_MAX = 512;

const QUOTES: ReadonlySet<string> = new Set(['"', "'", '`']);
const CLOSING: ReadonlySet<string> = new Set(['"', "'", '`', ']', '\\']);
const BLANK: ReadonlySet<string> = new Set([' ', '\t']);
const OPENING: ReadonlySet<string> = new Set(['(', '@', 'b', 'r', 'f', 'u', '\\']);
const BARE_END: ReadonlySet<string> = new Set([
  ...[' ', '\t', '\n', '\r', '"', "'", '`', ';', ',', ')', ']', '}', '(', '[', '{', '<', '>', '&', '|', ':', '\\'],
]);
const OPERATORS = ['===', '!==', ':=', '=>', '==', '!=', '=', ':', '>'] as const;

/** PHP's `define('NAME', 'value')`; anywhere else a comma only parts the members of a list. */
const DEFINE = /define\(\s?['"]$/;

/** Quotes and brackets that end a name, as they are written inside of quotes too; `\\t` is a blank there. */
function closingEnd(text: string, start: number): number {
  let at = start;
  while (at - start < 3 && CLOSING.has(text.charAt(at)) && !ESCAPED_BLANK.test(text.slice(at, at + 2))) at++;
  return at;
}

function blanksEnd(text: string, start: number): number {
  let at = start;
  while (at - start < BLANKS_MAX) {
    if (BLANK.has(text.charAt(at))) at++;
    else if (text.charAt(at) === '\\' && ESCAPED_BLANK.test(text.slice(at, at + 2))) at += 2;
    else break;
  }
  return at;
}

const ESCAPED_BLANK = /^\\[tn]$/;

function operatorEnd(text: string, at: number, isDefined: boolean): number | undefined {
  const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
  if (operator) return at + operator.length;
  return isDefined && text.charAt(at) === ',' ? at + 1 : undefined;
}

/** `String =` behind a colon: a type, then the value. */
function annotationEnd(text: string, at: number): number | undefined {
  let end = at;
  while (end - at < ANNOTATION_MAX && /[A-Za-z]/.test(text.charAt(end))) end++;
  const gap = skip(text, end, BLANK, BLANKS_MAX);
  if (end === at || text.charAt(gap) !== '=' || text.charAt(gap + 1) === '=') return undefined;
  return skip(text, gap + 1, BLANK, BLANKS_MAX);
}

/** `--password …`, `#define PASSWORD …`, `%global …`, `SET password …`, PowerShell's `ConvertTo-SecureString …`. */
function isCommand(text: string, nameStart: number): boolean {
  const before = text.slice(Math.max(0, nameStart - COMMAND_MAX), nameStart);
  return text.charAt(nameStart) === '-' || COMMAND.test(before) || CMDLET.test(text.slice(nameStart, nameStart + 24));
}

const COMMAND_MAX = 10;
const CMDLET = /^[A-Z][A-Za-z]+-[A-Z]/;
const COMMAND = /(?:[#%]define|%global|(?:^|\n|\s)SET|#define\\t)[ \t]+$|#define\\t$/;

/** The quoted or bare value that begins at `at`. */
export function valueAt(text: string, at: number): AssignedValue | undefined {
  const opened = QUOTES.has(text.charAt(at)) ? at : skip(text, at, OPENING, 2);
  const quote = text.charAt(opened);
  if (QUOTES.has(quote)) {
    const start = opened + (text.startsWith(quote.repeat(3), opened) ? 3 : 1);
    const end = runTo(text, start, (character) => character === quote || character === '\n');
    return text.charAt(end) === quote || text.charAt(end) === '\n' ? trimmed(text, start, end, true) : undefined;
  }
  return trimmed(text, at, runTo(text, at, endsBare), false);
}

/** A backslash before the quote is the quote's. */
function trimmed(text: string, start: number, end: number, quoted: boolean): AssignedValue | undefined {
  const valueEnd = text.charAt(end - 1) === '\\' ? end - 1 : end;
  return valueEnd > start && end - start < VALUE_MAX ? { start, end: valueEnd, quoted } : undefined;
}

function skip(text: string, start: number, characters: ReadonlySet<string>, max: number): number {
  let at = start;
  while (at - start < max && characters.has(text.charAt(at))) at++;
  return at;
}

/** `a=b=c` is a row of assignments; `==` at the end is padding. */
function endsBare(character: string, next: string): boolean {
  return BARE_END.has(character) || (character === '=' && /\w/.test(next));
}

function runTo(text: string, start: number, isEnd: (character: string, next: string) => boolean): number {
  const limit = Math.min(text.length, start + VALUE_MAX);
  let end = start;
  while (end < limit && !isEnd(text.charAt(end), text.charAt(end + 1))) end++;
  return end;
}
