import { InvalidArgumentError, Option, type Command } from 'commander';
import { consumerNames, type ConsumerName } from './consumers.js';

/** Options that say which letters are meant; a letter is meant if it fits all that are given. */
export interface LetterOptions {
  readonly consumer?: ConsumerName;
  readonly reason?: { readonly status: string } | { readonly code: string };
  readonly olderThan?: number;
  readonly pattern?: string;
  readonly limit?: number;
}

export function consumerOption(): Option {
  return new Option('--consumer <service>', 'the service that should have handled them').choices(consumerNames);
}

export function withLetterOptions(command: Command): Command {
  return command
    .option('--reason <reason>', 'a status (UNAVAILABLE) or an error code (err:...) of the last attempt', reason)
    .option('--older-than <age>', 'buried at least so long ago: 90s, 15m, 2h, 7d', ageS)
    .option('--pattern <pattern>', 'events of this pattern')
    .option('--limit <n>', 'no more than so many', count);
}

export function filterOf({ reason: why, olderThan, pattern }: LetterOptions): {
  status?: string;
  code?: string;
  pattern?: string;
  older_than_s?: number;
} {
  return {
    ...why,
    ...(olderThan === undefined ? {} : { older_than_s: olderThan }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function reason(text: string): { readonly status: string } | { readonly code: string } {
  return text.startsWith('err:') ? { code: text } : { status: text.toUpperCase() };
}

const UNIT_S: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

export function ageS(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNIT_S[unit] ?? Number.NaN);
  if (Number.isSafeInteger(seconds)) return seconds;
  throw new InvalidArgumentError('It must be a whole number and a unit: 90s, 15m, 2h, 7d.');
}

function count(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
