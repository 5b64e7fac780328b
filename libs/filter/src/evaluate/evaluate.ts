import type { Filter } from '../filter.js';
import type { Policy } from '../policy/policy.js';
import type { Range } from '../text/spans.js';
import type { GoldDocument, GoldSpan } from './gold.js';
import { type Score, scoreOf } from './score.js';
import { addTallies, emptyTally, type Tally } from './tally.js';

export interface SpanScore extends Score {
  /** How many of the hits cover exactly what is marked, and not more or less. */
  readonly exact: number;
}

export interface Evaluation {
  readonly documents: number;
  readonly overall: SpanScore;
  readonly byFamily: Readonly<Record<string, SpanScore>>;
  readonly byType: Readonly<Record<string, SpanScore>>;
  /** What went wrong, by place in `documents`; never a value. */
  readonly mistakes: readonly Mistake[];
}

export interface Mistake {
  readonly document: number;
  readonly kind: 'missed' | 'false alarm';
  readonly type: string;
  readonly codePoints: Range;
}

/** Finds everything and changes nothing. */
export const detectAll: Policy = { scoreMin: 0.5, otherwise: 'flag' };

/**
 * How good the filter is on texts in which people have marked what is there. A finding is a hit when it overlaps with
 * something marked as the same type; each mark is hit once. Types that the filter knows no rule for, and types that a
 * document was not marked for, do not count. `families` names the family of each type that counts.
 */
export function evaluate(
  filter: Filter,
  documents: readonly GoldDocument[],
  families: Readonly<Record<string, string>>,
): Evaluation {
  const perType = new Map<string, Comparison[]>();
  const mistakes: Mistake[] = [];
  for (const [index, document] of documents.entries()) {
    const { entities } = filter.text(document.text, detectAll);
    for (const type of document.judged.filter((judged) => Object.hasOwn(families, judged))) {
      const found = entities.filter((entity) => entity.type === type).map(({ span }) => span.codePoints);
      const compared = compare(ofType(document.gold, type), found);
      mistakes.push(
        ...compared.missed.map((codePoints) => ({ document: index, kind: 'missed' as const, type, codePoints })),
        ...compared.invented.map((codePoints) => ({ document: index, kind: 'false alarm' as const, type, codePoints })),
      );
      perType.set(type, [...(perType.get(type) ?? []), { ...compared, document: index }]);
    }
  }
  const byType = Object.fromEntries(Array.from(perType, ([type, compared]) => [type, spanScoreOf(compared)]));
  const byFamily = Object.groupBy(perType.keys(), (type) => families[type] ?? type);
  return {
    documents: documents.length,
    overall: spanScoreOf([...perType.values()].flat()),
    byFamily: Object.fromEntries(
      Object.entries(byFamily).map(([family, types]) => [
        family,
        spanScoreOf((types ?? []).flatMap((type) => perType.get(type) ?? [])),
      ]),
    ),
    byType,
    mistakes,
  };
}

interface Compared {
  readonly exact: number;
  readonly hits: number;
  readonly missed: readonly Range[];
  readonly invented: readonly Range[];
}

interface Comparison extends Compared {
  readonly document: number;
}

function ofType(gold: readonly GoldSpan[], type: string): readonly Range[] {
  return gold.filter((span) => span.type === type).map(({ codePoints }) => codePoints);
}

function compare(gold: readonly Range[], found: readonly Range[]): Compared {
  const left = new Set(found);
  const missed: Range[] = [];
  let exact = 0;
  for (const marked of gold) {
    const hit = [...left].find(({ start, end }) => start < marked.end && marked.start < end);
    if (!hit) missed.push(marked);
    else {
      left.delete(hit);
      if (hit.start === marked.start && hit.end === marked.end) exact++;
    }
  }
  return { exact, hits: gold.length - missed.length, missed, invented: [...left] };
}

/** Intervals resample documents, so what was compared in one document is one tally. */
function spanScoreOf(compared: readonly Comparison[]): SpanScore {
  const byDocument = new Map<number, Tally>();
  for (const { document, hits, missed, invented } of compared) {
    const tally = { hits, falseAlarms: invented.length, misses: missed.length };
    byDocument.set(document, addTallies(byDocument.get(document) ?? emptyTally, tally));
  }
  return { ...scoreOf([...byDocument.values()]), exact: compared.reduce((count, { exact }) => count + exact, 0) };
}
