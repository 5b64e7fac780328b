import { Filter } from '../filter.js';
import type { Pack } from '../packs/pack.js';
import type { RecognizerRow } from './gold.js';
import type { Policy } from '../policy/policy.js';
import { type Score, scoreOf } from './score.js';
import { presidioRecognizers } from './type-names.js';

export interface RowMistake extends RecognizerRow {
  readonly found: readonly (readonly number[])[];
}

export interface RowEvaluation {
  readonly rows: number;
  readonly passed: number;
  /** A row that passes is a hit, one that does not a miss. */
  readonly score: Score;
  readonly mistakes: readonly RowMistake[];
}

/**
 * How many rows come out as they must, each asked of the rules of its recogniser's type alone, whatever the score: as the
 * recogniser was. A row whose recogniser finds a type that no pack has is a mistake.
 */
export function evaluateRows(packs: readonly Pack[], rows: readonly RecognizerRow[]): RowEvaluation {
  const filters = new Map<string, Filter>();
  const judged = rows.map((row) => {
    const type = presidioRecognizers[row.recognizer] ?? '';
    const filter = filters.get(type) ?? new Filter({ packs: packs.map((pack) => ofType(pack, type)) });
    filters.set(type, filter);
    const found = filter
      .text(row.text, everything)
      .entities.filter((entity) => entity.type === type)
      .map(({ span: { codePoints } }) => [codePoints.start, codePoints.end]);
    const passes = found.length === row.count && (row.places === undefined || same(found, row.places));
    return { row, found, passes };
  });
  const mistakes = judged.filter(({ passes }) => !passes).map(({ row, found }) => ({ ...row, found }));
  const score = scoreOf(
    judged.map(({ passes }) => ({ hits: Number(passes), falseAlarms: 0, misses: Number(!passes) })),
  );
  return { rows: rows.length, passed: rows.length - mistakes.length, score, mistakes };
}

const everything: Policy = { scoreMin: 0, otherwise: 'flag' };

function ofType(pack: Pack, type: string): Pack {
  return { ...pack, rules: pack.rules.filter((rule) => rule.type === type) };
}

function same(found: readonly (readonly number[])[], places: readonly (readonly number[])[]): boolean {
  return JSON.stringify(found) === JSON.stringify(places);
}
