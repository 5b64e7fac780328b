import { FilterLimitExceeded, type FilterLimits } from '../limits.js';
import type { View } from '../text/view.js';
import { viewsOf } from '../text/views-of.js';
import { isAt, runEnd } from '../verify/characters.js';
import type { Anchor, Surroundings } from '../verify/verify.js';
import type { CompiledRule, Program } from './compile.js';
import type { Finding } from './finding.js';
import { Meter } from './meter.js';
import { resolveOverlaps } from './resolve-overlaps.js';

interface ScanOptions {
  readonly limits: FilterLimits;
  /** What is known beside the text: the key path of a JSON value. */
  readonly context: string;
  readonly scoreMin: number;
  /** Given by tests that count the cost. */
  readonly meter?: Meter;
}

/**
 * Everything the rules find in a text, without overlaps, in order. Linear: each view is read once for literals and
 * once for digits, and a verifier reads a bounded window. A verifier's window bounds what a stream must hold back.
 */
export function scan(program: Program, text: string, options: ScanOptions): readonly Finding[] {
  const { limits, context, scoreMin } = options;
  if (text.length > limits.textLengthMax) throw new FilterLimitExceeded('textLengthMax', limits.textLengthMax);
  const meter = options.meter ?? new Meter(text.length, limits.stepsPerCharacterMax);
  const found: Finding[] = [];
  for (const view of viewsOf(text)) {
    const around = { text: view.text, context, meter };
    meter.spend(view.text.length);
    for (const [compiled, anchor] of anchorsIn(program, view.text)) {
      const finding = look(compiled, view, around, anchor);
      if (!finding || finding.score < scoreMin) continue;
      found.push(finding);
      if (found.length > limits.findingsMax) throw new FilterLimitExceeded('findingsMax', limits.findingsMax);
    }
  }
  return resolveOverlaps(found);
}

function look(compiled: CompiledRule, view: View, around: Surroundings, anchor: Anchor): Finding | undefined {
  const verdict = compiled.verify(around, anchor);
  if (!verdict) return undefined;
  return {
    compiled,
    score: verdict.score,
    evidence: verdict.evidence,
    start: view.sourceStart(verdict.start),
    end: view.sourceEnd(verdict.end - 1),
    view,
    viewStart: verdict.start,
    viewEnd: verdict.end,
    suppressed: [],
  };
}

/** Every literal, those too that begin within another one: `fc-us6` holds `fc-` and `-us`. */
function* literalsIn(literals: RegExp | undefined, text: string): Iterable<RegExpExecArray> {
  if (!literals) return;
  literals.lastIndex = 0;
  for (let match = literals.exec(text); match; match = literals.exec(text)) {
    const next = match.index + 1;
    yield match;
    literals.lastIndex = next;
  }
}

function* anchorsIn(program: Program, text: string): Iterable<readonly [CompiledRule, Anchor]> {
  for (const { 0: literal, index } of literalsIn(program.literals, text)) {
    for (const { compiled, length } of program.byLiteral.get(literal) ?? []) {
      yield [compiled, { start: index, end: index + length }];
    }
  }
  if (program.onDigits.length === 0) return;
  for (let at = 0; at < text.length; at++) {
    if (!isAt(text, at, 'digit')) continue;
    const anchor = { start: at, end: runEnd(text, at, 'digit', text.length) };
    for (const compiled of program.onDigits) yield [compiled, anchor];
    at = anchor.end;
  }
}
