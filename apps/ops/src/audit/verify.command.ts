import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { asAdministrator } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { needed, readSettings } from '../settings/settings.js';
import type { ChainHead } from './chain.store.js';
import { checkFile, checkpointFiles } from './checkpoint-files.js';
import { checkpointKeys, checkpointKeysOf, publishedCheckpointKey } from './checkpoint-keys.js';
import { verifyAudit, type CopyReport } from './verify-audit.js';
import { type ChainReport } from './verify-chains.js';

const anchorsSchema = z.array(
  z.object({ tenant: z.string(), seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
);

const columns = [
  { header: 'TENANT', cell: (row: ChainReport) => row.tenant },
  { header: 'ENTRIES', cell: (row: ChainReport) => String(row.entries) },
  { header: 'HEAD', cell: (row: ChainReport) => String(row.seq) },
  { header: 'HASH', cell: (row: ChainReport) => row.hash },
  { header: 'SIGNED UP TO', cell: (row: ChainReport) => String(row.signedSeq) },
  { header: 'UNSEALED', cell: (row: ChainReport) => String(row.unsealed) },
  { header: 'FAULTS', cell: faultsOf },
];

/** So late a checkpoint may be: a service signs every ten seconds, and at its start. */
const UNSIGNED_LATE_MS = 5 * 60_000;

interface VerifyOptions {
  readonly tenant?: string;
  readonly anchors?: string;
  readonly checkpoints?: readonly string[];
  readonly key?: readonly string[];
  readonly tableOnly?: true;
}

export function addAudit(program: Command, root: string, output: () => Output): void {
  const audit = program.command('audit').description('what was done, and by whom');
  const settingsOf = () => readSettings(root, { configFile: program.opts<{ config?: string }>().config });
  audit
    .command('verify')
    .description('whether the audit entries are those that were sealed and signed, all of them and in their order')
    .option('--tenant <tenant>', 'only the chain of this one')
    .option('--checkpoints <file...>', 'files of checkpoints (default: those that replicas on this machine keep)')
    .option('--table-only', 'without any file: what whoever owns the database could have cut there is not seen')
    .option('--key <file...>', 'public keys that sign checkpoints, in PEM (default: the one in the secret store)')
    .option('--anchors <file>', 'heads that the chains must go through: what --json wrote at an earlier time')
    .action(async ({ tenant, anchors: file, checkpoints, key, tableOnly }: VerifyOptions) => {
      const settings = await settingsOf();
      const anchors = file === undefined ? [] : await readAnchors(file);
      const out = output();
      const keys =
        key === undefined ? checkpointKeys([await publishedCheckpointKey(settings)]) : await checkpointKeysOf(key);
      const paths = tableOnly === true ? [] : (checkpoints ?? (await checkpointFiles(root)));
      if (paths.length === 0 && tableOnly !== true) {
        const why = 'no file of checkpoints is here: name those that were kept (--checkpoints), or say --table-only';
        throw new CommandFault(why, exitCode.usage);
      }
      const files = await Promise.all(paths.map((path) => checkFile(path, keys)));
      const { chains, copies } = await asAdministrator(needed(settings, 'DATABASE_URL'), (database) =>
        verifyAudit(database, { tenant, anchors, keys, files }),
      );
      if (tenant !== undefined && chains.length === 0) {
        throw new CommandFault(`there is no audit entry of the tenant ${tenant}`, exitCode.notFound);
      }
      out.rows(chains, columns);
      for (const copy of copies) out.say(told(copy));
      const [broken, unsealed] = [sum(chains, 'faultCount') + faultCount(copies), sum(chains, 'unsealed')];
      const late = chains.find(({ unsignedSince }) => Date.now() - Date.parse(unsignedSince ?? '') > UNSIGNED_LATE_MS);
      if (broken > 0) throw new CommandFault(`the audit log was changed: ${broken} faults`, exitCode.tampered);
      if (late !== undefined) {
        const { tenant: name, signedSeq, unsignedSince } = late;
        const why = `entries of ${name} behind ${signedSeq} are unsigned since ${unsignedSince ?? ''}: nobody signs, or was kept from it`;
        throw new CommandFault(`nothing was found changed, and not all is proven: ${why}`, exitCode.partial);
      }
      out.say(
        `intact: ${sum(chains, 'entries')} sealed entries; ${unsealed} more wait for their place and are not proven`,
      );
    });
  audit
    .command('key')
    .description(
      'the public key by which checkpoints are signed, in PEM: put it where the database’s owner cannot reach',
    )
    .action(async () => {
      const key = await publishedCheckpointKey(await settingsOf());
      const pem = key.export({ type: 'spki', format: 'pem' }).toString();
      output().text({ pem }, pem);
    });
}

function told({ copy, checkpoints, last, at, faultCount: count, faults }: CopyReport): string {
  const shown = faults.slice(0, 5).map(({ kind, number }) => `${kind} at ${number}`);
  const wrong = [...shown, ...(count > shown.length ? [`${count - shown.length} more`] : [])].join(', ');
  const upTo = at === null ? 'none' : `${checkpoints}, the last is number ${last} of ${at}`;
  return `checkpoints in ${copy}: ${upTo}; faults: ${wrong || 'none'}`;
}

function faultCount(copies: readonly CopyReport[]): number {
  return copies.reduce((total, { faultCount: count }) => total + count, 0);
}

function faultsOf({ faults, faultCount }: ChainReport): string {
  const shown = faults.slice(0, 5).map(({ kind, seq }) => `${kind} at ${seq}`);
  return [...shown, ...(faultCount > shown.length ? [`${faultCount - shown.length} more`] : [])].join(', ') || 'none';
}

function sum(reports: readonly ChainReport[], of: 'entries' | 'faultCount' | 'unsealed'): number {
  return reports.reduce((total, report) => total + report[of], 0);
}

async function readAnchors(file: string): Promise<readonly ChainHead[]> {
  try {
    return anchorsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new CommandFault(`${file} is not a list of heads, as "audit verify --json" writes it`, exitCode.usage, {
      cause,
    });
  }
}
