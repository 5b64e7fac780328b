import type { Finding } from '../scan/finding.js';

/** Where a text is going to be read as code. */
export const sinks = ['html', 'sql', 'shell', 'csv', 'log'] as const;
export type Sink = (typeof sinks)[number];

/**
 * The finding as plain text for a sink: escaped there, and without its own disguise, since what decodes it later would
 * undo an escape made around it.
 */
export function sanitise({ view, viewStart, viewEnd }: Finding, sink: Sink): string {
  return sanitiseText(view.text.slice(viewStart, viewEnd), sink);
}

/**
 * A text as plain text for a sink. `html`: text and quoted attributes. `sql`: inside of a quoted literal. `shell`: one
 * word of a POSIX shell, unquoted; line breaks become a space. `csv`: a cell that a spreadsheet opens, whose quotes
 * (RFC 4180) are left to who writes the file. `log`: one line of visible characters.
 *
 * ```ts
 * sanitiseText('1 < 2', 'html'); // '1 &#60; 2'
 * ```
 */
export function sanitiseText(text: string, sink: Sink): string {
  return escapes[sink](text);
}

const HTML_SPECIAL = /[&<>"'`=]/g;
const SQL_SPECIAL = /['"\\]/g;
const SHELL_SPECIAL = /[^\w%+,./:@\x80-\uffff-]/g;
const LINE_BREAKS = /[\r\n\0]+/g;
/** OWASP, CSV injection: what makes a cell a formula, where it begins one. */
const FORMULA_BEGINS = /(^|[\n\r,;\t"])(?=[=+\-@])/g;
const NOT_VISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const escapes: Readonly<Record<Sink, (text: string) => string>> = {
  html: (text) => text.replace(HTML_SPECIAL, (character) => `&#${String(character.charCodeAt(0))};`),
  sql: (text) => text.replaceAll('\0', '').replace(SQL_SPECIAL, (character) => character + character),
  // Nothing at all is no word.
  shell: (text) => (text === '' ? "''" : text.replace(LINE_BREAKS, ' ').replace(SHELL_SPECIAL, String.raw`\$&`)),
  csv: (text) => text.replace(FORMULA_BEGINS, "$1'"),
  log: (text) =>
    text.replace(NOT_VISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`),
};
