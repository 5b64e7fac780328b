import { InvalidArgumentError, type Command } from 'commander';
import type { Output } from '../output/output.js';
import { envFile } from '../settings/env-file.js';
import { detach, superviseDetached } from './detach.js';
import type { SystemRow } from './running-system.js';
import { supervise } from './supervise.js';

const REPLICAS_MAX = 8;

const columns = [
  { header: 'WHAT', cell: (row: SystemRow) => row.what },
  { header: 'REPLICA', cell: (row: SystemRow) => String(row.replica) },
  { header: 'URL', cell: (row: SystemRow) => row.url },
  { header: 'HEALTH', cell: (row: SystemRow) => row.health },
];

export function addUp(program: Command, root: string, output: () => Output): void {
  program
    .command('up')
    .description('bring up the whole system on this machine, and keep it up until Ctrl-C')
    .option('--replicas <n>', 'processes of each service and of the gateway', replicaCount, 1)
    .option('--detach', 'return once everything serves; end it with "npm run stop"')
    .action(async (options: { replicas: number; detach?: true }) => {
      const out = output();
      const show = (rows: readonly SystemRow[]): void => {
        out.rows(rows, columns);
        sayHowToGoOn(out, root, options.detach === true);
      };
      if (options.detach === true) show(await detach(root, options.replicas, out.say));
      else await supervise({ root, replicas: options.replicas, say: out.say, onUp: show });
    });
  program
    .command('supervise', { hidden: true })
    .requiredOption('--replicas <n>', '', replicaCount)
    .action(async ({ replicas }: { replicas: number }) => {
      await superviseDetached(root, replicas, output().say);
    });
}

function sayHowToGoOn({ say }: Output, root: string, detached: boolean): void {
  say('');
  say('See it work:              npm run tour');
  say(`Use it from a shell:      . '${envFile(root)}'`);
  say(`Read what it logs:        ls '${root}/.strongroom/logs'`);
  say(detached ? 'End it:                   npm run stop' : 'End it:                   Ctrl-C');
  say('Forget its data:          npm run reset');
}

function replicaCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= REPLICAS_MAX) return count;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${REPLICAS_MAX}.`);
}
