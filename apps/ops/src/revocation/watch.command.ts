import { setTimeout as pause } from 'node:timers/promises';
import { showPropagation, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { AdminApi } from '../admin-api/admin-api.js';
import type { OpenAdminApi } from '../admin-api/connection.js';
import { CommandFault, exitCode } from '../exit-code.js';
import type { Output } from '../output/output.js';
import { placeInLog } from './place-in-log.js';

type Propagation = Answer<typeof showPropagation>;
type GuardState = Propagation['guards'][number];

const EVERY_MS = 250;
const WAIT_S = 30;

const columns = [
  { header: 'GUARD', cell: ({ guard }: GuardState) => guard },
  { header: 'SERVICE', cell: ({ service }: GuardState) => service },
  { header: 'STATE', cell: ({ state }: GuardState) => state },
  { header: 'AFTER MS', cell: ({ enforced_after_ms: ms }: GuardState) => (ms === null ? '-' : String(Math.round(ms))) },
  { header: 'SILENT MS', cell: ({ silent_ms: ms }: GuardState) => String(Math.round(ms)) },
];

export function addRevocationWatch(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  revocation
    .command('watch')
    .description('wait until every live guard enforces a revocation, and say since when each does')
    .argument('<seq>', 'its place in the log', placeInLog)
    .option('--timeout <seconds>', 'how long to wait', placeInLog, WAIT_S)
    .action(async (seq: number, { timeout: waitS }: { timeout: number }) => {
      const api = await open();
      const report = await watch(api, seq, { waitMs: waitS * 1_000, pause: () => pause(EVERY_MS) });
      const { enforced, live, enforced_everywhere_after_ms: afterMs, guards } = report;
      const out = output();
      out.rows(guards, columns);
      const since = afterMs === null ? '' : `, after ${Math.round(afterMs)} ms`;
      out.say(`revocation ${seq} is enforced on ${enforced} of ${live} live guards${since}`);
      if (afterMs === null) throw new CommandFault('not every live guard enforces it', exitCode.partial);
    });
}

/** The last report: of a time when all that live enforce it, or when the wait was over. */
export async function watch(
  api: Pick<AdminApi, 'call'>,
  seq: number,
  { waitMs, pause: rest }: { readonly waitMs: number; readonly pause: () => Promise<unknown> },
): Promise<Propagation> {
  const begunMs = performance.now();
  for (;;) {
    const report = await api.call(showPropagation, { seq });
    if (report.enforced_everywhere_after_ms !== null || performance.now() - begunMs >= waitMs) return report;
    await rest();
  }
}
