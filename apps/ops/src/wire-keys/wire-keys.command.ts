import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '@strongroom/contracts';
import {
  DEFAULT_OVERLAP_MS,
  OVERLAP_MS_MAX,
  OVERLAP_MS_MIN,
  readPublicRing,
  requestRotation,
} from '@strongroom/platform';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { readSettings } from '../settings/settings.js';
import { inSecretStore } from './in-secret-store.js';
import { reportKeys, type KeyReport } from './key-report.js';

const MINUTE_MS = 60_000;
/** A service looks for what it is asked every 15 s. */
const DEFAULT_WAIT_S = 60;
const LOOK_EVERY_MS = 500;

const columns = [
  { header: 'SERVICE', cell: ({ service }: KeyReport) => service },
  { header: 'KEY', cell: ({ keyId }: KeyReport) => keyId },
  { header: 'STATE', cell: ({ state }: KeyReport) => state },
  { header: 'PUBLISHED', cell: ({ publishedAt }: KeyReport) => publishedAt },
  { header: 'UNTIL', cell: ({ until }: KeyReport) => until ?? '' },
];

const service = (): Argument =>
  new Argument('<service>', 'whose key').choices(serviceNames.filter((name) => name !== 'ops'));

/** The exchange keys by which services sign their messages to each other. */
export function addWireKeys(program: Command, root: string, output: () => Output): void {
  const settingsOf = () => readSettings(root, { configFile: program.opts<{ config?: string }>().config });
  const wireKeys = program.command('wire-keys').description('the keys by which services sign their messages');

  wireKeys
    .command('list')
    .description('the exchange keys of every service: coming, in use, old')
    .action(async () => {
      const rings = await inSecretStore(await settingsOf(), (store) =>
        Promise.all(serviceNames.map((name) => reportKeys(store, name))),
      );
      output().rows(rings.flat(), columns);
    });

  wireKeys
    .command('rotate')
    .description('have a service make a new exchange key; the old one stays good for the overlap')
    .addArgument(service())
    .option(
      '--overlap-minutes <minutes>',
      'how long messages under the old key are accepted, from 1 (default: 7 days)',
      overlapMinutes,
      DEFAULT_OVERLAP_MS / MINUTE_MS,
    )
    .option('--wait <seconds>', 'how long to wait for the new key', seconds, DEFAULT_WAIT_S)
    .action(async (name: string, terms: { readonly overlapMinutes: number; readonly wait: number }) => {
      const settings = await settingsOf();
      const keys = await inSecretStore(settings, async (store) => {
        const before = (await readPublicRing(store, name)).at(-1)?.version ?? 0;
        await requestRotation(store, name, terms.overlapMinutes * MINUTE_MS);
        const endMs = performance.now() + terms.wait * 1_000;
        while (performance.now() < endMs) {
          if (((await readPublicRing(store, name)).at(-1)?.version ?? 0) > before) return reportKeys(store, name);
          await pause(LOOK_EVERY_MS);
        }
        return undefined;
      });
      if (keys === undefined) {
        throw new CommandFault(
          `${name} was asked and has not made its key yet: it is not running, or its last key is not in use yet. It will when it can.`,
          exitCode.partial,
        );
      }
      output().rows(keys, columns);
    });
}

function overlapMinutes(text: string): number {
  const minutes = Number(text);
  const [least, most] = [OVERLAP_MS_MIN / MINUTE_MS, OVERLAP_MS_MAX / MINUTE_MS];
  if (Number.isInteger(minutes) && minutes >= least && minutes <= most) return minutes;
  throw new InvalidArgumentError(`must be a whole number of minutes from ${least} to ${most}`);
}

function seconds(text: string): number {
  const given = Number(text);
  if (Number.isInteger(given) && given >= 0 && given <= 3_600) return given;
  throw new InvalidArgumentError('must be a whole number of seconds from 0 to 3600');
}
