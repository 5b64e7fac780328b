import { createRequire } from 'node:module';
import type * as Toml from 'smol-toml';
import type { Pack, Rule } from '../packs/pack.js';
import { type Allowance } from '../verify/expression.js';
import { expressionRule } from './custom-pack.js';
import { checkPattern, type CustomPattern } from './custom-pattern.js';
import { type ImportNote, readAllowances, readList, readTables, type Table, unknownFields } from './gitleaks-fields.js';

/** What few need is not read before they do. */
const require = createRequire(import.meta.url);

export type GitleaksImport =
  | {
      readonly ok: true;
      /** The rules that can be used; those of a file without any are none. */
      readonly pack: Pack;
      /** How many rules the file has. */
      readonly rules: number;
      /** All that the file says and the pack does not do. */
      readonly notes: readonly ImportNote[];
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Rules in the format of gitleaks' configuration (TOML) as a pack. Its expressions are Go's, so RE2 takes them as they are;
 * what cannot be applied to a text without a path or a commit is noted, field by field, and nothing is left out in silence.
 * Fields that only describe (`title`, `description`, `tags`) are not noted.
 */
export function importGitleaksRules(toml: string, id = 'gitleaks'): GitleaksImport {
  const { parse, TomlError } = require('smol-toml') as typeof Toml;
  let config: Table;
  try {
    config = parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { ok: false, problem: `line ${error.line}, column ${error.column}: is no TOML` };
  }
  const notes: ImportNote[] = unknownFields(config, undefined, CONFIG_FIELDS);
  const shared = readAllowances(config, undefined, notes);
  const tables = readTables(config['rules']);
  const taken = new Set<string>();
  const rules = tables.flatMap((table, index) => {
    const rule = readRule(table, id, index, shared, notes);
    if (!rule) return [];
    if (taken.has(rule.id)) {
      notes.push({
        rule: rule.id.slice(id.length + 1),
        field: 'id',
        problem: 'is the id of another rule too: the rule is left out',
      });
      return [];
    }
    taken.add(rule.id);
    return [rule];
  });
  return { ok: true, pack: { id, version: '1.0.0', rules }, rules: tables.length, notes };
}

const CONFIG_FIELDS = new Set(['title', 'description', 'minVersion', 'rules', 'allowlist', 'allowlists']);
const RULE_FIELDS = new Set([
  ...['id', 'description', 'tags', 'regex', 'keywords', 'entropy', 'secretGroup', 'allowlist', 'allowlists'],
]);

/** An allowance of the whole file, and the rules it is for when not for all. */
type SharedAllowance = Allowance & { readonly targets: readonly string[] };

function readRule(
  table: Table,
  packId: string,
  index: number,
  shared: readonly SharedAllowance[],
  notes: ImportNote[],
): Rule | undefined {
  const name = typeof table['id'] === 'string' ? table['id'] : `rules[${index}]`;
  if (typeof table['regex'] !== 'string') {
    const problem = table['regex'] === undefined ? 'is absent' : 'is no string';
    notes.push({ rule: name, field: 'regex', problem: `${problem}: the rule is left out` });
    return undefined;
  }
  const keywords = readList(table['keywords']);
  const pattern: CustomPattern = {
    id: `${packId}.${name.toLowerCase()}`,
    family: 'secret',
    type: typeOf(name),
    pattern: table['regex'],
    keywords,
    everyLine: keywords.length === 0,
    ...(typeof table['secretGroup'] === 'number' && table['secretGroup'] > 0 && { group: table['secretGroup'] }),
    examples: [],
    counterExamples: [],
  };
  const faults = checkPattern(pattern, 0);
  for (const { field, problem } of faults)
    notes.push({
      rule: name,
      field: field === 'pattern' ? 'regex' : field,
      problem: `${problem}: the rule is left out`,
    });
  if (faults.length > 0) return undefined;
  notes.push(...unknownFields(table, name, RULE_FIELDS), ...misfits(table, name));
  const applying = shared.filter(({ targets }) => targets.length === 0 || targets.includes(name));
  const allowances = [...readAllowances(table, name, notes), ...applying];
  return expressionRule(pattern, {
    ...(typeof table['entropy'] === 'number' && { entropyMin: table['entropy'] }),
    ...(SEVERAL_LINES.test(pattern.pattern) && { linesMax: LINES_MAX }),
    ...(allowances.length > 0 && { allowances: allowances.map(({ targets: _, ...allowance }) => allowance) }),
  });
}

/** A field of a kind that it cannot have is not applied either. */
function misfits(table: Table, rule: string): readonly ImportNote[] {
  const isNumber = (value: unknown): boolean => typeof value === 'number';
  const isList = (value: unknown): boolean => readList(value).length === (Array.isArray(value) ? value.length : 1);
  const kinds = [
    ['entropy', isNumber, 'is no number: it is not applied'],
    ['secretGroup', isNumber, 'is no number: it is not applied'],
    ['keywords', isList, 'are not all strings: those that are none are left out'],
  ] as const;
  return kinds
    .filter(([field, fits]) => table[field] !== undefined && !fits(table[field]))
    .map(([field, , problem]) => ({ rule, field, problem }));
}

/** `[\s\S]`, `\n` or the flag that lets a dot be a line break. */
const SEVERAL_LINES = /\\s\\S|\\S\\s|\\n|\(\?[A-Za-rt-z]*s[A-Za-z]*[:)]/;
const LINES_MAX = 64;

function typeOf(name: string): string {
  const capitals = name
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 48);
  return /^[A-Z]/.test(capitals) ? capitals : `SECRET_${capitals}`;
}
