import { createWriteStream } from 'node:fs';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportRevocations } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { OpenAdminApi } from '../admin-api/connection.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { scopesFor, withFilter, type Filter } from './filter-options.js';

interface ExportOptions extends Filter {
  readonly file?: string;
  readonly before?: string;
}

export function addRevocationExport(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  withFilter(
    revocation
      .command('export')
      .description('all revocations that fit, newest first, as NDJSON; what leaves is audited'),
  )
    .option('--file <file>', 'a new file to write to; stdout unless given')
    .option('--before <revocation-id>', 'go on behind this one: the last line of an export that was cut off')
    .action(async ({ file, by, beyond = false, ...asked }: ExportOptions) => {
      const api = await open(...scopesFor(beyond, 'revocation:read'));
      const to = file === undefined ? process.stdout : createWriteStream(file, { flags: 'wx', mode: 0o600 });
      const exported = await writeLines(api.lines(exportRevocations, { ...asked, revoked_by: by }), to);
      output().say(`${exported} revocations exported`);
    });
}

/** Takes lines no faster than they are written. Returns how many there were. */
export async function writeLines(lines: ReturnType<AdminApi['lines']>, to: Writable): Promise<number> {
  let count = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const line of lines) {
      count += 1;
      yield `${line}\n`;
    }
  }
  try {
    await pipeline(Readable.from(counted()), to, { end: to !== process.stdout });
  } catch (cause) {
    if (cause instanceof CommandFault) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFault(`the export was not written: ${reason}`, exitCode.general, { cause });
  }
  return count;
}
