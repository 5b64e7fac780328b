import { createHash } from 'node:crypto';
import type { GoldDocument } from './gold.js';

export interface Halves {
  /** To look at while rules are made. */
  readonly tuning: readonly GoldDocument[];
  /** To be measured on only. */
  readonly checking: readonly GoldDocument[];
}

/** Splits by the hash of each document's group: the same on every machine, whatever else is in the data. */
export function splitInHalves(documents: readonly GoldDocument[]): Halves {
  const isTuning = ({ group }: GoldDocument): boolean =>
    ((createHash('sha256').update(group).digest()[0] ?? 0) & 1) === 0;
  return {
    tuning: documents.filter(isTuning),
    checking: documents.filter((document) => !isTuning(document)),
  };
}
