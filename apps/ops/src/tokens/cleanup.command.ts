import { retentionPolicies } from '@strongroom/retention';
import { InvalidArgumentError, type Command } from 'commander';
import { asAdministrator } from '../database/as-administrator.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { needed, readSettings } from '../settings/settings.js';
import { countDueRows, type DueRow } from './count-due-rows.js';

const allTypes = retentionPolicies.map(({ type }) => type);

const columns = [
  { header: 'TYPE', cell: (row: DueRow) => row.type },
  { header: 'TENANT', cell: (row: DueRow) => row.tenant },
  { header: 'ROWS', cell: (row: DueRow) => String(row.count) },
  { header: 'BYTES', cell: (row: DueRow) => String(row.bytes) },
  { header: 'OLDEST', cell: (row: DueRow) => row.oldest.toISOString() },
  { header: 'NEWEST', cell: (row: DueRow) => row.newest.toISOString() },
];

export function addTokensCleanup(tokens: Command, program: Command, root: string, output: () => Output): void {
  tokens
    .command('cleanup')
    .description('what cleaning up would delete now, exactly; deletes nothing')
    .option('--dry-run', 'count only')
    .option('--types <types>', `some of: ${allTypes.join(', ')}`, someTypes, allTypes)
    .action(async ({ dryRun, types }: { dryRun?: true; types: readonly string[] }) => {
      if (dryRun !== true) {
        throw new CommandFault(
          'Deleting is for the cleanup service, which can go on after it was stopped: POST /v1/cleanup/plans, then run ' +
            'the plan. Here, --dry-run counts what it would delete.',
          exitCode.usage,
        );
      }
      const settings = await readSettings(root, { configFile: program.opts<{ config?: string }>().config });
      const out = output();
      const cutOff = new Date();
      const rows = await asAdministrator(needed(settings, 'DATABASE_URL'), (database) =>
        countDueRows(database, types, cutOff),
      );
      out.rows(rows, columns);
      out.say(`${total(rows)} rows are due at ${cutOff.toISOString()}; nothing was deleted`);
    });
}

function total(rows: readonly DueRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function someTypes(text: string): readonly string[] {
  const types = text.split(',');
  const unknown = types.find((type) => !allTypes.includes(type));
  if (unknown === undefined) return types;
  throw new InvalidArgumentError(`There is no type "${unknown}".`);
}
