import type { GoldDocument, GoldSpan } from './gold.js';

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

interface PresidioRecognizerRow {
  /** Missing where the recogniser was asked about something else. */
  readonly text?: string;
  readonly expected_positions?: readonly (readonly number[])[];
}

/** `names`: our type by the name of the recogniser. A row says nothing about other types. */
export function readPresidioRecognizerTests(tests: PresidioRecognizerTests, names: TypeNames): readonly GoldDocument[] {
  return Object.values(tests).flatMap(({ recognizers, rows }) => {
    const type = recognizers.map((recognizer) => ownName(names, recognizer)).find((name) => name !== undefined);
    if (type === undefined) return [];
    return rows.flatMap(({ text, expected_positions: positions = [] }) =>
      text === undefined
        ? []
        : [
            {
              text,
              judged: [type],
              group: text,
              gold: positions.map(([start = 0, end = 0]) => ({ type, codePoints: { start, end } })),
            },
          ],
    );
  });
}

function ownName(names: TypeNames, theirs: string): string | undefined {
  return Object.hasOwn(names, theirs) ? names[theirs] : undefined;
}
