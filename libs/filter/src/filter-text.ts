import type { FilterLimits } from './limits.js';
import { actionOf, decide, strongest } from './policy/decide.js';
import type { Policy } from './policy/policy.js';
import type { Pseudonyms } from './policy/pseudonyms.js';
import { treat, type TreatOptions } from './policy/treat.js';
import type { Entity, TextResult } from './result.js';
import type { Program } from './scan/compile.js';
import type { Finding } from './scan/finding.js';
import { scan } from './scan/scan.js';
import { measureSpans } from './text/spans.js';

/** What every way in needs to know. */
export interface FilterRun {
  readonly program: Program;
  readonly limits: FilterLimits;
  readonly policy: Policy;
  /** There when the caller gave keys. */
  readonly pseudonyms?: Pseudonyms | undefined;
}

export function filterText(run: FilterRun, text: string): TextResult {
  const { policy } = run;
  const findings = scanText(run, text);
  const entities = describe(text, findings, policy);
  const action = strongest(entities.map((entity) => entity.action));
  const output = action === 'block' ? null : applyPolicy(run, text, findings);
  return { action, output, entities };
}

export function scanText(
  { program, limits, policy, pseudonyms }: FilterRun,
  text: string,
  context = '',
): readonly Finding[] {
  return scan(program, text, { limits, context, scoreMin: policy.scoreMin, tokens: pseudonyms?.tokens });
}

export function applyPolicy(
  { policy, pseudonyms }: FilterRun,
  text: string,
  findings: readonly Finding[],
  options: Pick<TreatOptions, 'kind' | 'stretch'> = {},
): string {
  return treat(text, findings, ({ compiled }) => decide(policy, compiled.rule), { pseudonyms, ...options });
}

/** The findings as they may be shown. */
export function describe(text: string, findings: readonly Finding[], policy: Policy): readonly Entity[] {
  const spans = measureSpans(
    text,
    findings.map(({ start, end }) => ({ start, end })),
  );
  return findings.flatMap(({ compiled: { rule }, score, evidence, view, suppressed }, index) => {
    const span = spans[index];
    if (!span) return [];
    const action = actionOf(decide(policy, rule));
    const { id, type, family } = rule;
    return [{ type, family, rule: id, score, evidence, view: view.name, span, suppressed, action }];
  });
}
