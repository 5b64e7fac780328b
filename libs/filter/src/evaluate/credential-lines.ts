import type { Filter } from '../filter.js';
import type { Family } from '../packs/pack.js';
import { detectAll } from './evaluate.js';
import { type Score, scoreOf } from './score.js';
import type { Tally } from './tally.js';

/** A file in which somebody has said which lines hold a credential, as CredSweeper's samples do. Lines count from 1. */
export interface CredentialFile {
  readonly file: string;
  readonly text: string;
  readonly gold: readonly { readonly rule: string; readonly lines: readonly number[] }[];
  /** Lines that hold what only some of its modes report: nobody is judged by them. */
  readonly elsewhere: readonly number[];
}

export interface LineMistake {
  readonly file: string;
  readonly kind: 'missed' | 'false alarm';
  readonly line: number;
  /** The rule that marks the line, or ours that found something there. */
  readonly rule: string;
}

export interface LineEvaluation {
  readonly score: Score;
  readonly mistakes: readonly LineMistake[];
}

const secretFamilies: ReadonlySet<Family> = new Set(['provider-key', 'secret', 'strongroom-credential']);

/**
 * How good the filter is at finding credentials where only their lines are marked. A mark is hit when a secret is found
 * that touches one of its lines; a secret that touches no marked line is a false alarm, several in one line are one.
 */
export function evaluateCredentialLines(filter: Filter, files: readonly CredentialFile[]): LineEvaluation {
  const mistakes: LineMistake[] = [];
  const tallies = files.map((file): Tally => {
    const secrets = findSecrets(filter, file.text);
    const marks = distinctMarks(file);
    const marked = new Set([...file.elsewhere, ...marks.flatMap(({ lines }) => lines)]);
    const missed = marks.filter((mark) => !secrets.some((secret) => touches(secret, mark.lines)));
    const invented = new Map(
      secrets.filter((secret) => !touches(secret, [...marked])).map(({ first, rule }) => [first, rule]),
    );
    for (const { lines, rule } of missed) mistakes.push({ file: file.file, kind: 'missed', line: lines[0] ?? 0, rule });
    for (const [line, rule] of invented) mistakes.push({ file: file.file, kind: 'false alarm', line, rule });
    return { hits: marks.length - missed.length, misses: missed.length, falseAlarms: invented.size };
  });
  return { score: scoreOf(tallies), mistakes };
}

/** Several of their rules mark one line for one secret: it counts once. */
function distinctMarks({ gold }: CredentialFile): CredentialFile['gold'] {
  return [...new Map(gold.map((mark) => [mark.lines[0], mark])).values()];
}

interface FoundSecret {
  readonly rule: string;
  /** Its first and last line. */
  readonly first: number;
  readonly last: number;
}

function findSecrets(filter: Filter, text: string): readonly FoundSecret[] {
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  return filter
    .text(text, detectAll)
    .entities.filter(({ family }) => secretFamilies.has(family))
    .map(({ rule, span: { utf16 } }) => ({ rule, first: lineOf(utf16.start), last: lineOf(utf16.end - 1) }));
}

function touches({ first, last }: FoundSecret, lines: readonly number[]): boolean {
  return lines.some((line) => line >= first && line <= last);
}
