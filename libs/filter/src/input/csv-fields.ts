/** One field of a CSV text (RFC 4180), where it stands as it is written, and what it says. */
export interface CsvField {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly quoted: boolean;
  /** What ends it: the delimiter, an end of line, or nothing at the end of the text. */
  readonly after: string;
}

/**
 * The fields of a text, one after the other; between the end of one and the start of the next there is only `after`.
 * A quote that is never closed goes on to the end, and what follows a closing quote belongs to the field: whatever a text
 * looks like, every character of it is in a field, or parts two of them.
 */
export function* csvFields(text: string, delimiter: string): Generator<CsvField, void, undefined> {
  let start = 0;
  for (;;) {
    const quotedEnd = text[start] === QUOTE ? closingQuote(text, start + 1) : undefined;
    const end = bareEnd(text, quotedEnd ?? start, delimiter);
    const quoted = quotedEnd === end;
    const written = text.slice(start, end);
    const after = text.startsWith('\r\n', end) ? '\r\n' : text.charAt(end);
    yield { start, end, value: quoted ? unquoted(written) : written, quoted, after };
    start = end + after.length;
    if (after === '') return;
  }
}

/** The field as it has to be written to say `value`. */
export function csvWritten(value: string, quoted: boolean, delimiter: string): string {
  const mustQuote = quoted || value.includes(delimiter) || value.startsWith(QUOTE) || /[\r\n]/.test(value);
  return mustQuote ? `"${value.replaceAll(QUOTE, '""')}"` : value;
}

const QUOTE = '"';

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf(QUOTE, from); at !== -1; at = text.indexOf(QUOTE, at + 2)) {
    if (text[at + 1] !== QUOTE) return at + 1;
  }
  return text.length;
}

function bareEnd(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && !text.startsWith('\r\n', end)) end++;
  return end;
}

function unquoted(written: string): string {
  const isClosed = written.length > 1 && written.endsWith(QUOTE);
  return written.slice(1, isClosed ? -1 : undefined).replaceAll('""', QUOTE);
}
