import { writeFile } from 'node:fs/promises';
import { serviceNames } from '@strongroom/contracts';
import {
  addOutsideGuard,
  readOutsideGuards,
  readPublishedKey,
  removeOutsideGuard,
  type OutsideGuardKey,
} from '@strongroom/platform';
import { Argument, InvalidArgumentError, type Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { needed, readSettings } from '../settings/settings.js';
import { inSecretStore } from '../wire-keys/in-secret-store.js';

const columns = [
  { header: 'GUARD', cell: ({ name }: { name: string }) => name },
  { header: 'KEY', cell: ({ keyId }: { keyId: string }) => keyId },
];

/** Applications outside of the platform that are guarded by the package `@strongroom/guard`. */
export function addGuards(program: Command, root: string, output: () => Output): void {
  const settingsOf = () => readSettings(root, { configFile: program.opts<{ config?: string }>().config });
  const guards = program.command('guards').description('applications of yours that follow the revocation log');

  guards
    .command('list')
    .description('the applications that may')
    .action(async () => {
      const known = await inSecretStore(await settingsOf(), readOutsideGuards);
      output().rows(
        [...known.values()].map(({ name, keyId }) => ({ name, keyId })),
        columns,
      );
    });

  guards
    .command('add')
    .description(
      'writes the file by which an application follows the log; an earlier file of this name is good no more',
    )
    .addArgument(new Argument('<name>').argParser(guardName))
    .requiredOption('--out <file>', 'where to write it, readable by its owner alone')
    .option('--feed-url <url...>', 'where the application reaches the revocation service (default: as on this machine)')
    .action(async (name: string, { out, feedUrl }: { readonly out: string; readonly feedUrl?: readonly string[] }) => {
      const settings = await settingsOf();
      const urls = feedUrl ?? needed(settings, 'REVOCATION_FEED_URLS').split(',');
      await inSecretStore(settings, async (store) => {
        const feedKey = await readPublishedKey(store, 'revocation', 'signing');
        if (feedKey === undefined) {
          throw new CommandFault('the revocation service has published no signing key yet', exitCode.notFound);
        }
        const jwk = { ...feedKey.publicKey.export({ format: 'jwk' }), kid: feedKey.keyId, alg: 'EdDSA', use: 'sig' };
        const made = await addOutsideGuard(store, name);
        await writeFile(out, fileOf(made, urls, jwk), { mode: 0o600 });
      });
      output().say(`${out} is written; whoever has it follows the log as ${name}, and can do nothing else`);
    });

  guards
    .command('remove')
    .description('an application that may no more: within ten seconds')
    .argument('<name>')
    .action(async (name: string) => {
      const was = await inSecretStore(await settingsOf(), (store) => removeOutsideGuard(store, name));
      if (!was) throw new CommandFault(`there is no guard ${name}`, exitCode.notFound);
    });
}

function fileOf({ name, keyId, key }: OutsideGuardKey, urls: readonly string[], feedKey: object): string {
  const file = {
    service: name,
    key_id: keyId,
    key: key.toString('base64url'),
    feed_urls: urls,
    feed_keys: { keys: [feedKey] },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function guardName(given: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(given)) {
    throw new InvalidArgumentError('must be 1 to 64 small letters, digits and hyphens');
  }
  if (serviceNames.some((name) => given === name || given.startsWith(`${name}-`))) {
    throw new InvalidArgumentError('is the name of a service, or begins like its guards');
  }
  return given;
}
