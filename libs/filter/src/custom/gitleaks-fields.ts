import type { Allowance } from '../verify/expression.js';
import { compileRe2 } from '../verify/re2.js';

/** A table of TOML, of which nothing is known. */
export type Table = Readonly<Record<string, unknown>>;

/** Something a file of rules says that is not done, or a rule that cannot be used. */
export interface ImportNote {
  /** The id in the file; absent for what stands outside of rules. */
  readonly rule?: string;
  readonly field: string;
  readonly problem: string;
}

/** A list of strings; one string is a list of one. What is no string is left out by the caller's checks. */
export function readList(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

export function readTables(value: unknown): readonly Table[] {
  const tables: readonly unknown[] = Array.isArray(value) ? value : [value];
  return tables.filter((table): table is Table => typeof table === 'object' && table !== null);
}

export function unknownFields(table: Table, rule: string | undefined, known: ReadonlySet<string>): ImportNote[] {
  return Object.keys(table)
    .filter((field) => !known.has(field))
    .map((field) => noteOf(rule, field, REASONS[field] ?? 'is not known here'));
}

const REASONS: Readonly<Record<string, string>> = {
  extend: 'is not followed: give the file that it extends too',
  path: 'is not applied: a text has no path, so the rule holds everywhere',
  required: 'is not applied: the rule holds without the rules it requires',
};

function noteOf(rule: string | undefined, field: string, problem: string): ImportNote {
  return { ...(rule !== undefined && { rule }), field, problem };
}

const ALLOWLIST_FIELDS = new Set(['description', 'condition', 'regexes', 'regexTarget', 'stopwords', 'targetRules']);
const TARGETS: Readonly<Record<string, Allowance['of']>> = { secret: 'value', match: 'match', line: 'line' };

/** The allow-lists of a rule or a file, in the older form too, as far as they can be told from a text. */
export function readAllowances(
  table: Table,
  rule: string | undefined,
  notes: ImportNote[],
): readonly (Allowance & { readonly targets: readonly string[] })[] {
  return [...readTables(table['allowlist']), ...readTables(table['allowlists'])].flatMap((list) => {
    const all = list['condition'] === 'AND' || list['condition'] === '&&';
    const unknown = Object.keys(list).filter((field) => !ALLOWLIST_FIELDS.has(field));
    const why = all ? 'is not known of a text: the list needs all, and is left out' : 'is not known of a text';
    for (const field of unknown) notes.push(noteOf(rule, `allowlist.${field}`, why));
    if (all && unknown.length > 0) return [];

    const target = typeof list['regexTarget'] === 'string' ? list['regexTarget'] : 'secret';
    const of = TARGETS[target];
    if (of === undefined) notes.push(noteOf(rule, 'allowlist.regexTarget', 'is none of secret, match, line'));
    const expressions = readList(list['regexes']).filter((expression, index) => {
      if (isExpression(expression)) return true;
      notes.push(noteOf(rule, `allowlist.regexes[${index}]`, 'is no expression of RE2'));
      return false;
    });
    const stopWords = readList(list['stopwords']).map((word) => word.toLowerCase());
    return [{ expressions, of: of ?? 'value', stopWords, all, targets: readList(list['targetRules']) }];
  });
}

function isExpression(expression: string): boolean {
  try {
    return compileRe2(expression).groupCount() >= 0;
  } catch {
    return false;
  }
}
