import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showStatistics } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { ShowStatisticsStore, type CountRow, type EnforcementRow } from './show-statistics.store.js';

type Statistics = Output<typeof showStatistics>;

@Injectable()
export class ShowStatistics implements CarriesOut<typeof showStatistics> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ShowStatisticsStore) private readonly store: ShowStatisticsStore,
  ) {}

  execute(asked: Input<typeof showStatistics>): Promise<Statistics> {
    return this.transactions.runAcrossTenants(async () => {
      const period = await this.store.period(asked);
      const rows = await this.store.counts(period);
      const enforcement = await this.store.enforcement(period);
      return {
        from: period.from.toISOString(),
        to: period.to.toISOString(),
        revocations: rows.find(({ kind }) => kind === 'all')?.revocations ?? 0,
        by_reason: linesOf(rows, 'reason'),
        by_scope: linesOf(rows, 'scope'),
        by_service: linesOf(rows, 'service'),
        by_day: linesOf(rows, 'day'),
        enforcement: enforcementOf(enforcement),
      };
    });
  }
}

function linesOf(rows: readonly CountRow[], wanted: CountRow['kind']): Statistics['by_reason'] {
  return rows.flatMap(({ kind, name, revocations }) =>
    kind === wanted && name !== null ? [{ name, revocations }] : [],
  );
}

function enforcementOf(rows: readonly EnforcementRow[]): Statistics['enforcement'] {
  const all = rows.find(({ service }) => service === null);
  if (all === undefined) return null;
  const by_guard_service = rows.flatMap((row) =>
    row.service === null ? [] : [{ name: row.service, ...measuredOf(row) }],
  );
  return { ...measuredOf(all), by_guard_service };
}

function measuredOf({ revocations, measurements, percentiles }: EnforcementRow) {
  const [p50_ms, p90_ms, p99_ms, max_ms] = percentiles;
  return { revocations, measurements, p50_ms, p90_ms, p99_ms, max_ms };
}
