import type { Filter } from '../filter.js';
import { detectAll } from './evaluate.js';
import { type Score, scoreOf } from './score.js';
import { type Tally } from './tally.js';

/** A row of the regression tests of OWASP's Core Rule Set, as a request. */
export interface CoreRuleSetRow {
  readonly rule_id: number;
  readonly test: number;
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: string | null;
  /** The rules that must report it. */
  readonly expect: readonly number[];
  /** The rules that must not. */
  readonly no_expect: readonly number[];
}

export interface AttackRequest {
  readonly text: string;
  /** Without it, a request that looks like an attack to a rule that looks at too little. */
  readonly isAttack: boolean;
  /** Requests of one test, which differ in a few characters, never fall into both halves. */
  readonly group: string;
}

/** Rows that expect nothing and rule nothing out say nothing, and are left out. */
export function readCoreRuleSetRows(rows: readonly CoreRuleSetRow[]): readonly AttackRequest[] {
  return rows
    .filter(({ expect, no_expect: silent }) => expect.length + silent.length > 0)
    .map((row) => ({
      text: requestText(row),
      isAttack: row.expect.length > 0,
      group: `${String(row.rule_id)}-${String(row.test)}`,
    }));
}

function requestText({ method, uri, headers, data }: CoreRuleSetRow): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${uri} HTTP/1.1`, ...fields, '', data ?? ''].join('\n');
}

export interface RequestEvaluation {
  /** A hit is an attack in which anything malicious was found; a false alarm a request without an attack, with a finding. */
  readonly score: Score;
  readonly nearMisses: number;
  /** Of the near misses, as a fraction: how many have a finding. Recall over them, with its interval. */
  readonly alarms: Pick<Score, 'recall' | 'intervals'>;
}

/** How many requests with an attack are found, and how many without one are taken for it; each request is one text. */
export function evaluateRequests(filter: Filter, requests: readonly AttackRequest[]): RequestEvaluation {
  const isFound = ({ text }: AttackRequest): boolean =>
    filter.text(text, detectAll).entities.some(({ family }) => family === 'malicious');
  const judged = requests.map((request) => ({ isAttack: request.isAttack, tally: tallyOf(isFound(request)) }));
  const nearMisses = judged.filter(({ isAttack }) => !isAttack);
  const tallies = judged.map(({ isAttack, tally }) => (isAttack ? tally : asAlarm(tally)));
  const { recall, intervals } = scoreOf(nearMisses.map(({ tally }) => tally));
  return { score: scoreOf(tallies), nearMisses: nearMisses.length, alarms: { recall, intervals } };
}

function tallyOf(found: boolean): Tally {
  return found ? { hits: 1, falseAlarms: 0, misses: 0 } : { hits: 0, falseAlarms: 0, misses: 1 };
}

/** What is found in a request without an attack is a false alarm; that nothing is found is as it should be. */
function asAlarm({ hits }: Tally): Tally {
  return { hits: 0, falseAlarms: hits, misses: 0 };
}
