import { entropyBits } from '../check/randomness.js';
import { compileRe2 } from './re2.js';
import type { Verdict } from './verify.js';

/**
 * A regular expression that somebody else has written, in the syntax of RE2 (Go's). It runs in RE2 only, whose cost is
 * linear in what it reads whatever the expression, and reads only windows: the line of a keyword, or a few lines.
 */
export interface ExpressionPattern {
  readonly kind: 'expression';
  readonly expression: string;
  /** In lower case; found in any case, inside of words too. Without any each line of a text is read. */
  readonly keywords: readonly string[];
  /** How many lines, from that of the keyword on, one value may cover. Default: 1. */
  readonly linesMax?: number;
  /** The group that holds the value. Default: the first that takes part, or all of the match when none does. */
  readonly group?: number;
  /** Bits a character that the value must have. */
  readonly entropyMin?: number;
  readonly allowances?: readonly Allowance[];
  /** How often what matches is one. */
  readonly score: number;
}

/** What is no finding although it matches: one of these, or all of them when `all` is set. */
export interface Allowance {
  readonly expressions?: readonly string[];
  /** What the expressions are held against: the value, all of the match, or the line it begins in. */
  readonly of: 'value' | 'match' | 'line';
  /** In lower case; contained in the value. */
  readonly stopWords?: readonly string[];
  readonly all?: boolean;
}

/** The values in one window. `window` begins and ends where its text does, or where it was cut. */
export type MatchAll = (window: Window) => readonly Verdict[];

export interface Window {
  readonly text: string;
  /** Whether more of the line stood before, or behind: what touches a cut may go on there, so it is not believed. */
  readonly cutBefore: boolean;
  readonly cutBehind: boolean;
}

/** Throws what RE2JS throws for an expression that is none: packs are checked before. */
export function matchExpression({ expression, group, entropyMin = 0, allowances = [], score }: ExpressionPattern) {
  const compiled = compileRe2(expression);
  const isAllowed = allowances.map(compileAllowance);
  return ({ text, cutBefore, cutBehind }: Window): readonly Verdict[] => {
    // To learn that there is no match costs a tenth of finding where its groups are.
    if (!compiled.test(text)) return [];
    const verdicts: Verdict[] = [];
    const matcher = compiled.matcher(text);
    while (matcher.find()) {
      const match = { start: matcher.start(), end: matcher.end() };
      const value = stretchOf(matcher, group) ?? match;
      if (value.end === value.start || (cutBefore && match.start === 0)) continue;
      if (cutBehind && match.end === text.length) continue;
      const secret = text.slice(value.start, value.end);
      if (entropyMin > 0 && entropyBits(secret) < entropyMin) continue;
      const matched = { value: secret, match: text.slice(match.start, match.end), line: lineAt(text, match.start) };
      if (isAllowed.some((allowed) => allowed(matched))) continue;
      verdicts.push({ ...value, score, evidence: ['pattern'] });
    }
    return verdicts;
  };
}

type Matcher = ReturnType<ReturnType<typeof compileRe2>['matcher']>;

function stretchOf(matcher: Matcher, group?: number): { readonly start: number; readonly end: number } | undefined {
  const groups = group === undefined ? Array.from({ length: matcher.groupCount() }, (_, index) => index + 1) : [group];
  const taking = groups.find((candidate) => matcher.end(candidate) > matcher.start(candidate));
  return taking === undefined ? undefined : { start: matcher.start(taking), end: matcher.end(taking) };
}

type Matched = Readonly<Record<Allowance['of'], string>>;

function compileAllowance({ expressions = [], of, stopWords = [], all = false }: Allowance) {
  const compiled = expressions.map(compileRe2);
  return (matched: Matched): boolean => {
    const value = matched.value.toLowerCase();
    const says = [
      ...(compiled.length > 0 ? [() => compiled.some((expression) => expression.test(matched[of]))] : []),
      ...(stopWords.length > 0 ? [() => stopWords.some((word) => value.includes(word))] : []),
    ];
    return says.length > 0 && (all ? says.every((said) => said()) : says.some((said) => said()));
  };
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, end === -1 ? text.length : end);
}
