import { InvalidArgumentError } from 'commander';

/** A place in the log, as answers name it. */
export function placeInLog(text: string): number {
  const seq = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seq) && seq >= 1) return seq;
  throw new InvalidArgumentError('It must be a place in the log: a whole number, 1 or more.');
}
