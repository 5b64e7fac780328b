import { FilterLimitExceeded, type FilterLimits } from '../limits.js';
import type { ValueTokens } from '../policy/value-tokens.js';
import { flat } from '../text/flat.js';
import type { Range } from '../text/spans.js';
import type { View } from '../text/view.js';
import { viewsOf } from '../text/views-of.js';
import { isAt, runEnd, runStart } from '../verify/characters.js';
import type { Anchor, Verdict } from '../verify/verify.js';
import { findValueTokens } from './value-token-rule.js';
import { visitCapitalWords } from './capital-words.js';
import type { CompiledRule, Program } from './compile.js';
import type { Finder } from './finder.js';
import { digitSlot, nextLength, wordLength } from './digit-runs.js';
import { takeExpressions, takeNamedExpressions } from './expressions.js';
import type { Finding } from './finding.js';
import { Meter } from './meter.js';
import { resolveOverlaps } from './resolve-overlaps.js';

interface ScanOptions {
  readonly limits: FilterLimits;
  /** What is known beside the text: the key path of a JSON value. */
  readonly context: string;
  readonly scoreMin: number;
  /** Given where values are tokenised: then the tokens of ours that a text brings along are found too. */
  readonly tokens?: ValueTokens | undefined;
  /** Given by tests that count the cost. */
  readonly meter?: Meter;
}

/**
 * Everything the rules find in a text, without overlaps, in order. Linear: each view is read once for literals and
 * once for digits, and a verifier reads a bounded window. A verifier's window bounds what a stream must hold back.
 */
export function scan(program: Program, text: string, options: ScanOptions): readonly Finding[] {
  const { limits, context, scoreMin, tokens } = options;
  if (text.length > limits.textLengthMax) throw new FilterLimitExceeded('textLengthMax', limits.textLengthMax);
  const meter = options.meter ?? new Meter(text.length, limits.stepsPerCharacterMax);
  const found: Finding[] = [];
  for (const view of viewsOf(flat(text))) {
    const around = { text: view.text, context, meter };
    const take = (finder: Finder, verdict: Verdict | undefined): void => {
      if (!verdict || verdict.score < scoreMin) return;
      found.push(findingOf(finder, view, verdict));
      if (found.length > limits.findingsMax) throw new FilterLimitExceeded('findingsMax', limits.findingsMax);
    };
    const visit: Visit = (compiled, anchor) => {
      take(compiled, compiled.verify(around, anchor));
    };
    for (const part of partsToRead(view)) {
      meter.spend(part.end - part.start);
      visitAnchors(program, view.text, part, visit);
      if (program.expressions) takeExpressions(program.expressions, around, part, take);
    }
    if (context !== '') visitName(program, context, { start: 0, end: view.text.length }, visit);
    if (context !== '' && program.expressions) takeNamedExpressions(program.expressions, around, take);
  }
  if (tokens) found.push(...findValueTokens(text, tokens));
  return resolveOverlaps(found);
}

/**
 * Where an anchor may stand that sees a change of this view: no verifier reads further than these, before its anchor or
 * behind it. Elsewhere the view reads as its parent does, where the same was found.
 */
const READ_BEHIND = 25_000;
const READ_BEFORE = 1_024;

function partsToRead({ text, changed }: View): readonly Range[] {
  const parts: { start: number; end: number }[] = [];
  for (const { start, end } of changed) {
    const from = Math.max(0, start - READ_BEHIND);
    const to = Math.min(text.length, end + READ_BEFORE);
    const last = parts.at(-1);
    if (last && from <= last.end) last.end = Math.max(last.end, to);
    else parts.push({ start: from, end: to });
  }
  return parts;
}

function findingOf(compiled: Finder, view: View, verdict: Verdict): Finding {
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

function visitAnchors(program: Program, text: string, part: Range, visit: Visit): void {
  const { findLiterals, byLiteral, byAnyCase, onDigits, onCapitals, onWords } = program;
  const first = runStart(text, part.start, 'digit', part.start);
  const runs = first < part.start ? [first] : [];
  const visitLiteral = (start: number, literal: string, anyCase: boolean): void => {
    const anchor = { start, end: start + literal.length };
    for (const compiled of (anyCase ? byAnyCase : byLiteral).get(literal) ?? []) visit(compiled, anchor);
  };
  findLiterals(text, part.start, part.end, visitLiteral, runs);
  for (const start of runs) {
    const end = runEnd(text, start, 'digit', text.length);
    const lookers = onDigits[digitSlot(text, start, end)];
    if (!lookers) continue;
    const run = { start, end };
    const { byNextLength, byWordLength } = lookers;
    const goingOn = byNextLength[byNextLength.length > 1 ? nextLength(text, end) : 0];
    for (const compiled of goingOn ?? []) visit(compiled, run);
    if (byWordLength.length === 0) continue;
    for (const compiled of byWordLength[wordLength(text, start, end)] ?? []) visit(compiled, run);
  }
  if (onCapitals.length > 0)
    visitCapitalWords(text, part.start, part.end, (start, end) => {
      for (const compiled of onCapitals) visit(compiled, { start, end });
    });
  visitWords(onWords, text, part, visit);
}

function visitWords(onWords: Program['onWords'], text: string, part: Range, visit: Visit): void {
  if (onWords.length === 0) return;
  // A part may begin inside of a word, whose rest is no word.
  let from = part.start;
  while (from > 0 && part.start - from < WORD_LENGTH_MAX && /\S/.test(text.charAt(from - 1))) from--;
  for (const { words, compiled } of onWords) {
    const reader = new RegExp(words);
    reader.lastIndex = from;
    for (const { index, 0: word } of text.matchAll(reader)) {
      if (index >= part.end) break;
      visit(compiled, { start: index, end: index + word.length });
    }
  }
}

const WORD_LENGTH_MAX = 64;

function visitName({ findLiterals, onNames, byName }: Program, context: string, value: Anchor, visit: Visit): void {
  for (const compiled of onNames) visit(compiled, value);
  const names = context.replace(CAMEL_CASE, '$1 ').replaceAll(/[_-]/g, ' ');
  findLiterals(names, 0, names.length, (start, literal) => {
    if (isAt(names, start + literal.length, 'alphanumeric')) return;
    for (const compiled of byName.get(literal) ?? []) visit(compiled, value);
  });
}

/** `taxNumber` is two words. */
const CAMEL_CASE = /(\p{Ll})(?=\p{Lu})/gu;
