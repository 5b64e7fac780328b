import { FilterLimitExceeded, type FilterLimits } from '../limits.js';
import type { View } from '../text/view.js';
import { viewsOf } from '../text/views-of.js';
import { runEnd } from '../verify/characters.js';
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
    const visit: Visit = (compiled, anchor) => {
      const finding = look(compiled, view, around, anchor);
      if (!finding || finding.score < scoreMin) return;
      found.push(finding);
      if (found.length > limits.findingsMax) throw new FilterLimitExceeded('findingsMax', limits.findingsMax);
    };
    visitAnchors(program, view.text, visit);
    if (context !== '') for (const compiled of program.onNames) visit(compiled, { start: 0, end: view.text.length });
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

type Visit = (compiled: CompiledRule, anchor: Anchor) => void;

function visitAnchors({ findLiterals, byLiteral, byAnyCase, onDigits }: Program, text: string, visit: Visit): void {
  findLiterals(text, (start, literal, anyCase) => {
    const anchor = { start, end: start + literal.length };
    for (const compiled of (anyCase ? byAnyCase : byLiteral).get(literal) ?? []) visit(compiled, anchor);
  });
  if (onDigits.length === 0) return;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < DIGIT_0 || code > DIGIT_9) continue;
    const anchor = { start: at, end: runEnd(text, at, 'digit', text.length) };
    for (const compiled of onDigits) visit(compiled, anchor);
    at = anchor.end;
  }
}

const DIGIT_0 = '0'.charCodeAt(0);
const DIGIT_9 = '9'.charCodeAt(0);
