/**
 * Whether a value was written by a person to stand for a secret: it spells a word of examples, repeats one character,
 * or counts along the keyboard. A value of twenty random characters does so once in ten thousand.
 */
export function looksInvented(value: string): boolean {
  return PLACEHOLDER.test(value) || REPEATED.test(value) || COUNTED.test(value) || PUBLISHED.has(value);
}

const PLACEHOLDER =
  /example|sample|dummy|placeholder|change_?me|your[_-]|redacted|t0ken|x{4}|(?:^|[_-])(?:fake|mock|test|foo|bar|my|todo)(?:[_-]|$)/i;
const REPEATED = /(.)\1{5}/;
const COUNTED = /(?:01234567|12345678|23456789|abcdefg|987654)/i;

/** The tokens that RFC 5849, RFC 6749, RFC 6750, RFC 7009 and the makers of Telegram show, and everybody who explains them. */
const PUBLISHED: ReadonlySet<string> = new Set([
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'czZCaGRSa3F0MzpnWDFmQmF0M2JW',
  'mF_9.B5f-4.1JqM',
  '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
  '45ghiukldjahdnhzdauz',
  '0685bd9184jfhq22',
  'ad180jjd733klru7',
]);
