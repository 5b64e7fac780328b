import { showStatistics, type Output as Answer } from '@strongroom/contracts';
import type { Command } from 'commander';
import type { OpenAdminApi } from '../admin-api/connection.js';
import type { Output } from '../output/output.js';

type Statistics = Answer<typeof showStatistics>;

export function addRevocationStats(revocation: Command, open: OpenAdminApi, output: () => Output): void {
  revocation
    .command('stats')
    .description('how much was revoked, why, and how fast it was enforced; of the last 30 days unless said')
    .option('--from <time>', 'RFC 3339')
    .option('--to <time>', 'RFC 3339')
    .action(async (period: { from?: string; to?: string }) => {
      const statistics = await (await open()).call(showStatistics, period);
      output().record(statistics, linesOf(statistics));
    });
}

function linesOf(statistics: Statistics): { readonly field: string; readonly value: string }[] {
  const { from, to, revocations, by_reason, by_scope, by_service, by_day, enforcement } = statistics;
  const lines = Object.entries({ reason: by_reason, scope: by_scope, service: by_service, day: by_day }).flatMap(
    ([kind, counts]) => counts.map(({ name, revocations: n }) => ({ field: `${kind} ${name}`, value: String(n) })),
  );
  const { by_guard_service: ofServices = [], ...ofAll } = enforcement ?? {};
  const enforced = [{ name: 'all guards', ...ofAll }, ...ofServices].flatMap(({ name: of, ...measured }) =>
    Object.entries(measured).map(([name, n]) => ({ field: `enforcement on ${of}: ${name}`, value: String(n) })),
  );
  return [{ field: `${from} - ${to}`, value: String(revocations) }, ...lines, ...enforced];
}
