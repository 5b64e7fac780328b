import {
  directions,
  type Direction,
  type InputToSend,
  type Output as Answer,
  type setFilterPolicy,
} from '@strongroom/contracts';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import { readGiven } from '../given-file.js';
import type { Output } from '../output/output.js';

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
  const text = await readGiven(file);
  try {
    return JSON.parse(text) as InputToSend<typeof setFilterPolicy>['policy'];
  } catch (cause) {
    throw new CommandFault(`${file} is no JSON`, exitCode.usage, { cause });
  }
}

export function reportInForce(out: Output, version: Answer<typeof setFilterPolicy>): void {
  out.value(version, `version ${version.version} of what is ${version.direction} is in force`);
}
