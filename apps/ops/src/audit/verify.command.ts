import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { asAdministrator } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { needed, readSettings } from '../settings/settings.js';
import type { ChainHead } from './chain.store.js';
import { verifyChains, type ChainReport } from './verify-chains.js';

const anchorsSchema = z.array(
  z.object({ tenant: z.string(), seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
);

const columns = [
  { header: 'TENANT', cell: (row: ChainReport) => row.tenant },
  { header: 'ENTRIES', cell: (row: ChainReport) => String(row.entries) },
  { header: 'HEAD', cell: (row: ChainReport) => String(row.seq) },
  { header: 'HASH', cell: (row: ChainReport) => row.hash },
  { header: 'UNSEALED', cell: (row: ChainReport) => String(row.unsealed) },
  { header: 'FAULTS', cell: faultsOf },
];

export function addAuditVerify(audit: Command, program: Command, root: string, output: () => Output): void {
  audit
    .command('verify')
    .description('whether the audit entries are those that were sealed, all of them and in their order')
    .option('--tenant <tenant>', 'only the chain of this one')
    .option('--anchors <file>', 'heads that the chains must go through: what --json wrote at an earlier time')
    .action(async ({ tenant, anchors: file }: { tenant?: string; anchors?: string }) => {
      const settings = await readSettings(root, { configFile: program.opts<{ config?: string }>().config });
      const anchors = file === undefined ? [] : await readAnchors(file);
      const out = output();
      const reports = await asAdministrator(needed(settings, 'DATABASE_URL'), (database) =>
        verifyChains(database, { tenant, anchors }),
      );
      if (tenant !== undefined && reports.length === 0) {
        throw new CommandFault(`there is no audit entry of the tenant ${tenant}`, exitCode.notFound);
      }
      out.rows(reports, columns);
      const [broken, unsealed] = [sum(reports, 'faultCount'), sum(reports, 'unsealed')];
      if (broken > 0) throw new CommandFault(`the audit log was changed: ${broken} faults`, exitCode.tampered);
      out.say(
        `intact: ${sum(reports, 'entries')} sealed entries; ${unsealed} more wait for their place and are not proven`,
      );
    });
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
