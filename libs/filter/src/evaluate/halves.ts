import { createHash } from 'node:crypto';

/** What belongs together has one group, and never falls into both halves. */
interface Grouped {
  readonly group: string;
}

export interface Halves<Document extends Grouped> {
  /** To look at while rules are made. */
  readonly tuning: readonly Document[];
  /** To be measured on only. */
  readonly checking: readonly Document[];
}

/** Splits by the hash of each document's group: the same on every machine, whatever else is in the data. */
export function splitInHalves<Document extends Grouped>(documents: readonly Document[]): Halves<Document> {
  const isTuning = ({ group }: Document): boolean => ((createHash('sha256').update(group).digest()[0] ?? 0) & 1) === 0;
  return {
    tuning: documents.filter(isTuning),
    checking: documents.filter((document) => !isTuning(document)),
  };
}
