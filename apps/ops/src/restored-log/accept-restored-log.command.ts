import { REVOCATION_LOG_MARK_PATH } from '@strongroom/contracts';
import type { SecretStore } from '@strongroom/vault';
import type { Command } from 'commander';
import { asAdministrator } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { placeInLog } from '../revocation/place-in-log.js';
import { needed, readSettings } from '../settings/settings.js';
import { inSecretStore } from '../wire-keys/in-secret-store.js';
import { acceptRestoredLog, type Mark } from './accept-restored-log.js';

interface AcceptOptions {
  readonly seen: number;
  readonly reason: string;
  readonly actor: string;
}

export function addAcceptRestoredLog(revocation: Command, program: Command, root: string, output: () => Output): void {
  revocation
    .command('accept-restored-log')
    .description(
      'before the service starts on a restored database: end nothing. What was revoked since the backup lives again',
    )
    .requiredOption('--seen <seq>', 'how far the log had come, as the mark in the secret store says', placeInLog)
    .requiredOption('--reason <text>', 'why, for the audit log; no secret')
    .requiredOption('--actor <name>', 'who decides it, for the audit log')
    .action(async (asked: AcceptOptions) => {
      const settings = await readSettings(root, { configFile: program.opts<{ config?: string }>().config });
      const mark = await inSecretStore(settings, readMark);
      const accepted = await asAdministrator(needed(settings, 'DATABASE_URL'), (database) =>
        acceptRestoredLog(database, { ...asked, mark }),
      );
      const { head, lostUpTo, generation } = accepted;
      const out = output();
      out.value(accepted, `the log goes on behind ${head} in generation ${generation}; nothing was ended`);
      out.say(
        `what was revoked behind ${head}, up to ${lostUpTo}, lives again until it expires: revoke it anew where it is known`,
      );
    });
}

/** @throws {CommandFault} where there is none, so that nothing is known to be lost */
export async function readMark(store: Pick<SecretStore, 'read'>, path = REVOCATION_LOG_MARK_PATH): Promise<Mark> {
  const stored = await store.read(path);
  const seq = Number(stored?.data['seq']?.reveal());
  if (stored !== undefined && Number.isSafeInteger(seq))
    return { seq, entryId: stored.data['entry_id']?.reveal() ?? '' };
  throw new CommandFault(
    `${path} names no place in the log: what was lost is not known. Nothing was changed.`,
    exitCode.notFound,
  );
}
