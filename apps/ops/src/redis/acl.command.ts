import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceNames, type ServiceName } from '@strongroom/contracts';
import type { Command } from 'commander';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { aclFile } from './acl-file.js';
import { serviceUsers } from './service-users.js';

const PASSWORD_CHARS_MIN = 32;

export function addRedisAcl(redis: Command, output: () => Output): void {
  redis
    .command('acl')
    .description(
      'an ACL file for a Redis of your own: a user for each service, with the rights that its contracts need',
    )
    .option('--passwords <folder>', 'with a file for each service, named like it; the ACL file holds their hashes')
    .action(async ({ passwords: folder }: { passwords?: string }) => {
      const passwords = folder === undefined ? new Map<ServiceName, string>() : await passwordsIn(folder);
      const out = output();
      out.text(serviceUsers(), aclFile(passwords));
      out.say('The file switches the user "default" off: add a line for your administrator before Redis loads it.');
      if (folder === undefined) out.say('It cannot be loaded until each "#<...>" is a hash: see --passwords.');
    });
}

async function passwordsIn(folder: string): Promise<ReadonlyMap<ServiceName, string>> {
  const passwords = new Map<ServiceName, string>();
  const faults: string[] = [];
  for (const service of serviceNames) {
    const file = join(folder, service);
    const password = (await readFile(file, 'utf8').catch(() => '')).replace(/\r?\n$/, '');
    if (password.length < PASSWORD_CHARS_MIN) {
      faults.push(`${file}: must be readable and hold a password of ${PASSWORD_CHARS_MIN} characters or more`);
    }
    passwords.set(service, password);
  }
  if (faults.length > 0) throw new CommandFault(faults.join('\n'), exitCode.usage);
  return passwords;
}
