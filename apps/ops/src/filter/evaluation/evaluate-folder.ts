import {
  type DataSet,
  evaluate,
  evaluateCredentialLines,
  evaluateRequests,
  evaluateRows,
  Filter,
  type Halves,
  looseDocumentsPack,
  maliciousPacks,
  type Pack,
  prosePacks,
  type RecognizerRow,
  readDataSets,
  type RowMistake,
  splitInHalves,
  standardPacks,
} from '@strongroom/filter';
import { CommandFault, exitCode } from '../../exit-code.js';
import { estimate, estimatesOf, type FigureRow } from './figures.js';

export type Half = keyof Halves<RecognizerRow>;

export interface FolderEvaluation {
  readonly figures: readonly FigureRow[];
  /** Rows of Presidio's kit that do not pass. */
  readonly failures: readonly RowMistake[];
  /** The ids of all rows that were asked. */
  readonly asked: ReadonlySet<string>;
}

/** Everything that has been marked is looked for, whether or not it is on by default. */
const documentPacks: readonly Pack[] = [...standardPacks, ...prosePacks];
/** What is marked counts, also where no rule looks for it: to leave it out would flatter us. */
const families: Readonly<Record<string, string>> = {
  ...Object.fromEntries(documentPacks.flatMap((pack) => pack.rules).map(({ type, family }) => [type, family] as const)),
  NATIONALITY_RELIGION_POLITICS: 'identity',
};
/** Told by words in prose, where rules without a model only get so far. */
const unstructured = new Set([
  ...['AGE', 'DATE_TIME', 'LOCATION', 'NATIONALITY_RELIGION_POLITICS', 'ORGANIZATION', 'PERSON'],
  ...['STREET_ADDRESS', 'TITLE'],
]);
const structured = Object.fromEntries(Object.entries(families).filter(([type]) => !unstructured.has(type)));

export function readHalf(half: string | undefined): Half | undefined {
  if (half === undefined || half === 'tuning' || half === 'checking') return half;
  throw new CommandFault('--half must be tuning or checking', exitCode.usage);
}

export async function readFolder(folder: string): Promise<readonly DataSet[]> {
  const sets = await readDataSets(folder).catch((cause: unknown) => {
    throw new CommandFault(`${folder} cannot be read as a folder of JSON files`, exitCode.usage, { cause });
  });
  if (sets.length === 0) throw new CommandFault(`${folder} holds no marked data in a known form`, exitCode.notFound);
  return sets;
}

/** A row for all, for each family and for each type that each data set is marked for. */
export function evaluateSets(sets: readonly DataSet[], half: Half | undefined): FolderEvaluation {
  const parts = sets.map((set) => evaluateSet(set, half));
  return {
    figures: parts.flatMap(({ figures }) => figures),
    failures: parts.flatMap(({ failures = [] }) => failures),
    asked: new Set(parts.flatMap(({ asked = [] }) => asked)),
  };
}

interface SetEvaluation {
  readonly figures: readonly FigureRow[];
  readonly failures?: readonly RowMistake[];
  readonly asked?: readonly string[];
}

function evaluateSet(set: DataSet, half: Half | undefined): SetEvaluation {
  const { name: data, kind } = set;
  switch (set.kind) {
    case 'recognizer rows': {
      const rows = part(set.rows, half);
      const { score, mistakes } = evaluateRows([...standardPacks, looseDocumentsPack], rows);
      const figures = [{ data, kind, family: 'all', type: 'rows passed', ...estimatesOf(score, ['recall']) }];
      return { figures, failures: mistakes, asked: rows.map(({ id }) => id) };
    }
    case 'credential lines': {
      const { score } = evaluateCredentialLines(new Filter(), part(set.files, half));
      return { figures: [{ data, kind, family: 'secret', type: 'by line', ...estimatesOf(score) }] };
    }
    case 'attack requests': {
      const filter = new Filter({ packs: maliciousPacks });
      const { score, nearMisses, alarms } = evaluateRequests(filter, part(set.requests, half));
      const row = { data, kind, family: 'malicious', type: 'by request', ...estimatesOf(score) };
      const share = estimate({ value: alarms.recall, ...alarms.intervals.recall });
      return { figures: [nearMisses === 0 ? row : { ...row, alarms: share }] };
    }
    case 'documents': {
      const filter = new Filter({ packs: documentPacks });
      const documents = part(set.documents, half);
      const { overall, byFamily, byType } = evaluate(filter, documents, families);
      const row = (family: string, type: string, score: typeof overall): FigureRow => ({
        ...{ data, kind, family, type },
        ...estimatesOf(score),
      });
      const figures = [
        row('all', 'all', overall),
        row('all', 'structured', evaluate(filter, documents, structured).overall),
        ...byName(byFamily).map(([family, score]) => row(family, 'all', score)),
        ...byName(byType).map(([type, score]) => row(families[type] ?? '', type, score)),
      ];
      return { figures: figures.filter(({ f2 }) => f2 !== undefined) };
    }
  }
}

function byName<Value>(record: Readonly<Record<string, Value>>): readonly (readonly [string, Value])[] {
  return Object.entries(record).sort(([a], [b]) => a.localeCompare(b));
}

function part<Document extends { readonly group: string }>(
  documents: readonly Document[],
  half: Half | undefined,
): readonly Document[] {
  return half === undefined ? documents : splitInHalves(documents)[half];
}
