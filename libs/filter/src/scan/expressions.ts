import type { Range } from '../text/spans.js';
import { type ExpressionPattern, type MatchAll, matchExpression, type Window } from '../verify/expression.js';
import type { Surroundings, Verdict } from '../verify/verify.js';
import type { Finder } from './finder.js';
import { type FindLiterals, literalFinder } from './literals.js';

export interface ExpressionRule extends Finder {
  readonly matchAll: MatchAll;
  readonly linesMax: number;
}

/** The expressions of a program, apart from its other rules: a program without any pays nothing for them. */
export interface Expressions {
  readonly findKeywords: FindLiterals;
  readonly byKeyword: ReadonlyMap<string, readonly ExpressionRule[]>;
  /** Those without a keyword. */
  readonly onLines: readonly ExpressionRule[];
}

export function compileExpressions(
  rules: readonly { readonly rule: Finder['rule']; readonly pattern: ExpressionPattern }[],
): Expressions | undefined {
  if (rules.length === 0) return undefined;
  const byKeyword = new Map<string, ExpressionRule[]>();
  const onLines: ExpressionRule[] = [];
  for (const { rule, pattern } of rules) {
    const compiled = { rule, specificity: 3, matchAll: matchExpression(pattern), linesMax: pattern.linesMax ?? 1 };
    if (pattern.keywords.length === 0) onLines.push(compiled);
    for (const keyword of new Set(pattern.keywords))
      byKeyword.set(keyword, [...(byKeyword.get(keyword) ?? []), compiled]);
  }
  return { findKeywords: literalFinder([], [...byKeyword.keys()], 'anywhere'), byKeyword, onLines };
}

type Take = (rule: Finder, verdict: Verdict) => void;

/** What the expressions find whose keywords, or lines, begin in a part of a text. */
export function takeExpressions(expressions: Expressions, around: Surroundings, part: Range, take: Take): void {
  const { findKeywords, byKeyword, onLines } = expressions;
  const { text } = around;
  // Several keywords in a line have one window: it is read once.
  const lastRead = new Map<ExpressionRule, number>();
  findKeywords(text, part.start, part.end, (index, keyword) => {
    for (const rule of byKeyword.get(keyword) ?? []) {
      const window = windowAt(text, index, index + keyword.length, rule.linesMax);
      const isRead = !window.cutBefore && !window.cutBehind && lastRead.get(rule) === window.start;
      if (isRead) continue;
      lastRead.set(rule, window.start);
      readWindow(rule, around, window, take);
    }
  });
  for (const rule of onLines) readLines(rule, around, part, take);
}

/** A value of its own, read as if its name were written before it: `api_key="…"`. */
export function takeNamedExpressions(expressions: Expressions, around: Surroundings, take: Take): void {
  const { text, context, meter } = around;
  if (text.length > NAMED_VALUE_MAX) return;
  const name = `${context}="`;
  const written = { text: `${name}${text}"`, context: '', meter };
  takeExpressions(expressions, written, { start: 0, end: name.length }, (rule, verdict) => {
    const [start, end] = [verdict.start - name.length, verdict.end - name.length];
    if (start >= 0 && end <= text.length) take(rule, { ...verdict, start, end });
  });
}

const NAMED_VALUE_MAX = 512;

interface Stretch extends Window {
  readonly start: number;
}

function readWindow(rule: ExpressionRule, { meter }: Surroundings, window: Stretch, take: Take): void {
  meter.spend(window.text.length);
  for (const verdict of rule.matchAll(window))
    take(rule, { ...verdict, start: window.start + verdict.start, end: window.start + verdict.end });
}

/** Around a keyword: no more of its line than this, and less before it than behind, where values stand. */
const BEFORE_MAX = 128;
const BEHIND_MAX = 512;
/** Of several lines. */
const LINES_BEHIND_MAX = 4_096;

function windowAt(text: string, keywordStart: number, keywordEnd: number, linesMax: number): Stretch {
  const from = Math.max(0, keywordStart - BEFORE_MAX);
  const lineStart = text.slice(from, keywordStart).lastIndexOf('\n') + 1 + from;
  const start = lineStart > from ? lineStart : from;
  const limit = Math.min(text.length, keywordEnd + (linesMax > 1 ? LINES_BEHIND_MAX : BEHIND_MAX));
  const end = linesEnd(text, keywordEnd, limit, linesMax);
  const cutBefore = start > 0 && text.charAt(start - 1) !== '\n';
  const cutBehind = end < text.length && text.charAt(end) !== '\n';
  return { text: text.slice(start, end), start, cutBefore, cutBehind };
}

function linesEnd(text: string, from: number, limit: number, linesMax: number): number {
  let lines = 0;
  for (let at = from; at < limit; at++) if (text.charAt(at) === '\n' && ++lines === linesMax) return at;
  return limit;
}

const LINE_PIECE = 2_048;
/** So much of a piece is read again with the next one: no value that is shorter is missed for a cut. */
const LINE_OVERLAP = 512;

function readLines(rule: ExpressionRule, around: Surroundings, part: Range, take: Take): void {
  const { text } = around;
  let lineStart = text.lastIndexOf('\n', part.start - 1) + 1;
  while (lineStart < part.end) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    for (let start = lineStart; start < lineEnd && start < part.end; start += LINE_PIECE - LINE_OVERLAP) {
      const end = Math.min(lineEnd, start + LINE_PIECE);
      const cut = { cutBefore: start > lineStart, cutBehind: end < lineEnd };
      if (end > part.start) readWindow(rule, around, { text: text.slice(start, end), start, ...cut }, take);
      if (end === lineEnd) break;
    }
    lineStart = lineEnd + 1;
  }
}
