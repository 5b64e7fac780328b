import { parseArgs } from 'node:util';

export interface Wanted {
  readonly suites: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
}

/** What cannot be run as asked; the message names the argument and the rule. */
export class WrongArgument extends Error {}

const MOST = { rounds: 100, seconds: 120 };

/** `calls events --rounds 5 --seconds 3`; every suite there is, where none is named. */
export function readArguments(args: readonly string[], known: readonly string[]): Wanted {
  const { values, positionals } = parse(args);
  const strange = positionals.find((name) => !known.includes(name));
  if (strange !== undefined)
    throw new WrongArgument(`there is no suite ${JSON.stringify(strange)}; there are: ${known.join(', ')}`);
  return {
    suites: positionals.length === 0 ? known : [...new Set(positionals)],
    rounds: whole('rounds', values.rounds),
    seconds: whole('seconds', values.seconds),
  };
}

function parse(args: readonly string[]): { values: { rounds: string; seconds: string }; positionals: string[] } {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '3' } },
    });
  } catch (error) {
    throw new WrongArgument(error instanceof Error ? error.message : String(error));
  }
}

function whole(name: keyof typeof MOST, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > MOST[name])
    throw new WrongArgument(`--${name} must be a whole number from 1 to ${MOST[name]}, not ${JSON.stringify(text)}`);
  return value;
}
