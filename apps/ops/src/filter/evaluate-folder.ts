import {
  type DataSet,
  evaluate,
  evaluateCredentialLines,
  evaluateRows,
  Filter,
  type GoldDocument,
  type Halves,
  type Interval,
  looseDocumentsPack,
  peoplePack,
  readDataSets,
  type RowEvaluation,
  type Score,
  splitInHalves,
  standardPacks,
} from '@strongroom/filter';
import { CommandFault, exitCode } from '../exit-code.js';

type Half = keyof Halves<GoldDocument>;

interface ScoreRow {
  readonly data: string;
  readonly type: string;
  /** How many are marked. */
  readonly marked: number;
  readonly precision: string;
  readonly recall: string;
  readonly f2: string;
}

const families = Object.fromEntries(
  [...standardPacks, peoplePack].flatMap((pack) => pack.rules).map(({ type, family }) => [type, family] as const),
);

/** A row for each type that each file of the folder is marked for, and one for all of them. */
export async function evaluateFolder(folder: string, half: string | undefined): Promise<readonly ScoreRow[]> {
  if (half !== undefined && half !== 'tuning' && half !== 'checking')
    throw new CommandFault('--half must be tuning or checking', exitCode.usage);
  const sets = await readDataSets(folder).catch((cause: unknown) => {
    throw new CommandFault(`${folder} cannot be read as a folder of JSON files`, exitCode.usage, { cause });
  });
  if (sets.length === 0) throw new CommandFault(`${folder} holds no marked data in a known form`, exitCode.notFound);
  // Everything that has been marked is looked for, whether or not it is on by default.
  const filter = new Filter({ packs: [...standardPacks, peoplePack] });
  return sets.flatMap((set) =>
    set.kind === 'recognizer rows'
      ? [rowsPassed(set.name, evaluateRows([...standardPacks, looseDocumentsPack], part(set.rows, half)))]
      : scoresOf(filter, set, half).map(([type, score]) => rowOf(set.name, type, score)),
  );
}

/** Rows are right or wrong: what passed is all there is to say. */
function rowsPassed(data: string, { rows, passed }: RowEvaluation): ScoreRow {
  return { data, type: 'rows passed', marked: rows, precision: '', recall: (passed / rows).toFixed(4), f2: '' };
}

function scoresOf(
  filter: Filter,
  set: Exclude<DataSet, { kind: 'recognizer rows' }>,
  half: Half | undefined,
): readonly (readonly [string, Score])[] {
  if (set.kind === 'credential lines') {
    return [['secrets, by line', evaluateCredentialLines(filter, part(set.files, half)).score]];
  }
  const { overall, byType } = evaluate(filter, part(set.documents, half), families);
  return [['all', overall], ...Object.entries(byType).sort(([a], [b]) => a.localeCompare(b))];
}

function part<Document extends { readonly group: string }>(
  documents: readonly Document[],
  half: Half | undefined,
): readonly Document[] {
  return half === undefined ? documents : splitInHalves(documents)[half];
}

function rowOf(data: string, type: string, { hits, misses, intervals, ...figures }: Score): ScoreRow {
  const shown = (figure: 'precision' | 'recall' | 'f2'): string => withInterval(figures[figure], intervals[figure]);
  return { data, type, marked: hits + misses, precision: shown('precision'), recall: shown('recall'), f2: shown('f2') };
}

function withInterval(figure: number, { low, high }: Interval): string {
  return `${figure.toFixed(3)} (${low.toFixed(3)}-${high.toFixed(3)})`;
}
