import { readFile } from 'node:fs/promises';
import { text as readText } from 'node:stream/consumers';
import { directions, type Direction, type InputToSend, type setFilterPolicy } from '@strongroom/contracts';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';

export interface Directed {
  readonly direction: Direction;
}

export interface Changing extends Directed {
  readonly expectedVersion: number;
}

export function withDirection(command: Command): Command {
  return command.addOption(
    new Option('--direction <direction>', 'of what comes in, or of what goes out')
      .choices(directions)
      .default('outbound'),
  );
}

/** A change names the version that its author has seen, so that nobody's is overwritten unseen. */
export function withExpectedVersion(command: Command): Command {
  return withDirection(command).requiredOption(
    '--expected-version <version>',
    'the version in force that you have seen, as `show` tells it',
    versionOf,
  );
}

export function versionOf(given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError('must be the number of a version');
  return Number(given);
}

/** The service says what of it is no policy. */
export async function readPolicy(file: string): Promise<InputToSend<typeof setFilterPolicy>['policy']> {
  try {
    const text = file === '-' ? await readText(process.stdin) : await readFile(file, 'utf8');
    return JSON.parse(text) as InputToSend<typeof setFilterPolicy>['policy'];
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new CommandFault(`${file === '-' ? 'stdin' : file} ${why}`, exitCode.usage, { cause });
  }
}
