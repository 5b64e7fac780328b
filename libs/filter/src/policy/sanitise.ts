import type { Finding } from '../scan/finding.js';

/** Where a text is going to be read as code. */
export const sinks = ['html', 'sql', 'shell', 'csv', 'log'] as const;
export type Sink = (typeof sinks)[number];

/**
 * The finding as plain text for a sink: escaped there, and without its own disguise, since what decodes it later would
 * undo an escape made around it. `html`: text and quoted attributes. `sql`: inside of a quoted literal. `shell`: a POSIX
 * shell, unquoted. `csv`: a cell that a spreadsheet opens. `log`: one line of visible characters.
 */
export function sanitise({ view, viewStart, viewEnd }: Finding, sink: Sink): string {
  return escapes[sink](view.text.slice(viewStart, viewEnd));
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
  shell: (text) => text.replace(LINE_BREAKS, ' ').replace(SHELL_SPECIAL, String.raw`\$&`),
  csv: (text) => text.replace(FORMULA_BEGINS, "$1'"),
  log: (text) =>
    text.replace(NOT_VISIBLE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}}`),
};
