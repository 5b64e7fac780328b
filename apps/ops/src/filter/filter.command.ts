import { pipeline } from 'node:stream/promises';
import { type Entity, Filter, StreamBlocked } from '@strongroom/filter';
import type { Command } from 'commander';
import { CommandFault } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { evaluateFolder } from './evaluate-folder.js';
import { policyOf } from './treatments.js';

const columns = [
  { header: 'DATA', cell: ({ data }: ScoreRow) => data },
  { header: 'TYPE', cell: ({ type }: ScoreRow) => type },
  { header: 'MARKED', cell: ({ marked }: ScoreRow) => String(marked) },
  { header: 'PRECISION', cell: ({ precision }: ScoreRow) => precision },
  { header: 'RECALL', cell: ({ recall }: ScoreRow) => recall },
  { header: 'F2', cell: ({ f2 }: ScoreRow) => f2 },
];
type ScoreRow = Awaited<ReturnType<typeof evaluateFolder>>[number];

/** The engine works in this process: neither the system nor the network is asked. */
export function addFilter(program: Command, output: () => Output): void {
  const filter = program
    .command('filter')
    .description('filters stdin to stdout: personal data, secrets and card numbers do not get through')
    .option('--treat <TYPE=treatment...>', 'allow, flag, mask, redact or block a type; "*" is every type')
    .action(async ({ treat = [] }: { treat?: readonly string[] }) => {
      const found = new Map<string, number>();
      const count = (entities: readonly Entity[]): void => {
        for (const { type } of entities) found.set(type, (found.get(type) ?? 0) + 1);
      };
      const filtered = new Filter().transform(policyOf(treat), { onEntities: count });
      try {
        await pipeline(process.stdin, filtered, process.stdout, { end: false });
      } catch (error) {
        if (error instanceof StreamBlocked) throw new CommandFault(error.message, 1, { cause: error });
        throw error;
      } finally {
        for (const [type, times] of [...found].sort()) output().say(`${type}: ${times}`);
      }
    });
  filter
    .command('eval')
    .description('how good the filter is on marked data: precision, recall, F2, with 95 % intervals')
    .argument('<folder>', 'with data of presidio-research, Presidio or CredSweeper, as JSON')
    .option('--half <half>', 'tuning or checking: only the documents of that half')
    .action(async (folder: string, { half }: { half?: string }) => {
      output().rows(await evaluateFolder(folder, half), columns);
    });
}
