import type { Pack, Rule } from '../packs/pack.js';
import { testPacks } from '../packs/test-packs.js';
import type { ExpressionPattern } from '../verify/expression.js';
import { checkPattern, type CustomPattern, type PatternFault } from './custom-pattern.js';

export type CustomPackResult =
  { readonly ok: true; readonly pack: Pack } | { readonly ok: false; readonly faults: readonly PatternFault[] };

/**
 * Makes a pack of patterns of somebody's own. Each is checked and run on its examples; one that fails lets all of them
 * fail, with everything that is wrong.
 *
 * ```ts
 * const own = customPack('acme', [{ id: 'acme.contract', family: 'secret', type: 'ACME_CONTRACT', … }]);
 * if (own.ok) filter.replacePacks([...standardPacks, own.pack]);
 * ```
 */
export function customPack(id: string, patterns: readonly CustomPattern[], version = '1.0.0'): CustomPackResult {
  const faults = patterns.flatMap((pattern) => checkPattern(pattern, 1).map((found) => ({ id: pattern.id, ...found })));
  if (patterns.length > PATTERNS_MAX) faults.push({ id, field: 'patterns', problem: `are more than ${PATTERNS_MAX}` });
  if (faults.length > 0) return { ok: false, faults };
  const pack: Pack = { id, version, rules: patterns.map((pattern) => expressionRule(pattern)) };
  const failed = testPacks([pack]).map(({ rule, field, problem }) => ({ id: rule ?? id, field, problem }));
  return failed.length > 0 ? { ok: false, faults: failed } : { ok: true, pack };
}

const PATTERNS_MAX = 1_000;

/** What an expression of its own adds to a custom pattern. */
type Narrowing = Pick<ExpressionPattern, 'linesMax' | 'entropyMin' | 'allowances'>;

export function expressionRule(custom: CustomPattern, narrowing: Narrowing = {}): Rule {
  const { id, type, family, pattern, keywords, group, examples, counterExamples, severity } = custom;
  return {
    id,
    type,
    family,
    pattern: {
      kind: 'expression',
      expression: pattern,
      keywords: keywords.map((keyword) => keyword.toLowerCase()),
      ...(group !== undefined && { group }),
      ...narrowing,
      score: SCORE,
    },
    mask: { keepFirst: 0, keepLast: 0, hideMin: 8, separators: '' },
    ...(severity && { severity }),
    examples,
    counterExamples,
  };
}

/** Nobody has measured it: above what is treated by default, below what is checked. */
const SCORE = 0.8;
