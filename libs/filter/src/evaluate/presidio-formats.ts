import { createHash } from 'node:crypto';
import type { GoldDocument, GoldSpan, RecognizerRow } from './gold.js';

/** Our name for a type of a data set. What is not in it is not looked for. */
export type TypeNames = Readonly<Record<string, string>>;

/** A document of presidio-research's data sets (`synth_dataset_v2.json`, `generated_large.json`). */
export interface PresidioDocument {
  readonly full_text: string;
  readonly spans: readonly {
    readonly entity_type: string;
    readonly start_position: number;
    readonly end_position: number;
  }[];
  readonly template_id: number;
}

/** Every type is marked in every document, so each one counts. */
export function readPresidioDocuments(
  documents: readonly PresidioDocument[],
  names: TypeNames,
): readonly GoldDocument[] {
  const judged = [...new Set(Object.values(names))];
  return documents.map(({ full_text: text, spans, template_id: template }) => ({
    text,
    judged,
    group: `template ${String(template)}`,
    gold: spans.flatMap(({ entity_type: theirs, start_position: start, end_position: end }): GoldSpan[] => {
      const type = ownName(names, theirs);
      return type === undefined ? [] : [{ type, codePoints: { start, end } }];
    }),
  }));
}

/** The rows of the tests of Presidio's recognisers, by test file. */
export type PresidioRecognizerTests = Readonly<
  Record<string, { readonly recognizers: readonly string[]; readonly rows: readonly PresidioRecognizerRow[] }>
>;

/** What a row calls its text, its places and its verdict differs from file to file. */
interface PresidioRecognizerRow {
  readonly text?: string;
  readonly iban?: string;
  readonly number?: string;
  readonly id_number?: string;
  readonly pesel?: string;
  readonly expected_len?: number;
  /** Whether the number passes; `null` where it is left open. */
  readonly expected?: boolean | null;
  readonly expected_positions?: readonly (readonly number[])[];
  readonly expected_position?: readonly number[];
}

/** Rows of recognisers that ask a model, or about something else than a text, are left out. */
export function readPresidioRecognizerTests(
  tests: PresidioRecognizerTests,
  names: TypeNames,
): readonly RecognizerRow[] {
  return Object.values(tests).flatMap(({ recognizers, rows }) => {
    const recognizer = recognizers.find((name) => ownName(names, name) !== undefined);
    return recognizer === undefined ? [] : rows.flatMap((row) => recognizerRow(recognizer, row));
  });
}

function recognizerRow(recognizer: string, row: PresidioRecognizerRow): RecognizerRow[] {
  const text = row.text ?? row.iban ?? row.number ?? row.id_number ?? row.pesel;
  const single = row.expected_position && row.expected_position.length > 0 ? [row.expected_position] : undefined;
  const places = row.expected_positions ?? single;
  const verdict = typeof row.expected === 'boolean' ? Number(row.expected) : undefined;
  const count = row.expected_len ?? verdict ?? places?.length;
  if (text === undefined || count === undefined) return [];
  return [
    {
      id: `${recognizer} ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`,
      group: text,
      recognizer,
      text,
      count,
      ...(places?.length === count && places.every(({ length }) => length === 2) && { places }),
    },
  ];
}

function ownName(names: TypeNames, theirs: string): string | undefined {
  return Object.hasOwn(names, theirs) ? names[theirs] : undefined;
}
