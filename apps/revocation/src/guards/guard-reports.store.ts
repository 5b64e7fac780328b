import { Inject, Injectable } from '@nestjs/common';
import { Database, Transactions } from '@strongroom/persistence';
import { GONE_AFTER_MS } from './gone.js';

export interface SeenGuard {
  readonly service: string;
  readonly guard: string;
  readonly appliedSeq: number;
  readonly agoMs: number;
}

export interface AppliedReport {
  readonly service: string;
  readonly guard: string;
  readonly seq: number;
  readonly agoMs: number;
}

@Injectable()
export class GuardReportsStore {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Database) private readonly db: Database,
  ) {}

  /** A report that is there already, from another replica or an earlier attempt, stands: it is the earlier one. */
  async write({ seen, reports }: { seen: readonly SeenGuard[]; reports: readonly AppliedReport[] }): Promise<void> {
    await this.transactions.runAcrossTenants(async () => {
      if (seen.length > 0) await this.#writeSeen(seen);
      if (reports.length > 0) await this.#writeReports(reports);
    });
  }

  async countLive(): Promise<number> {
    const [row] = await this.transactions.runAcrossTenants(() =>
      this.db.query<{ live: number }>(
        `SELECT count(*) AS live FROM revocation.guard
          WHERE last_seen_at > clock_timestamp() - $1 * interval '1 millisecond'`,
        [GONE_AFTER_MS],
      ),
    );
    return row?.live ?? 0;
  }

  async #writeSeen(seen: readonly SeenGuard[]): Promise<void> {
    await this.db.execute(
      `INSERT INTO revocation.guard AS known (service, guard, applied_seq, first_seen_at, last_seen_at, expires_at)
       SELECT service, guard, applied_seq, seen_at, seen_at, seen_at + interval '1 day'
         FROM (
           SELECT service, guard, applied_seq, clock_timestamp() - ago_ms * interval '1 millisecond' AS seen_at
             FROM unnest($1::text[], $2::text[], $3::int8[], $4::float8[]) AS seen (service, guard, applied_seq, ago_ms)
            ORDER BY service, guard
         ) AS heard
       ON CONFLICT (service, guard) DO UPDATE
         SET applied_seq = greatest(known.applied_seq, excluded.applied_seq),
             last_seen_at = greatest(known.last_seen_at, excluded.last_seen_at),
             expires_at = greatest(known.expires_at, excluded.expires_at)`,
      columnsOf(seen, (row) => [row.service, row.guard, row.appliedSeq, row.agoMs]),
    );
  }

  async #writeReports(reports: readonly AppliedReport[]): Promise<void> {
    await this.db.execute(
      `INSERT INTO revocation.guard_report (service, guard, seq, applied_at, expires_at)
       SELECT service, guard, seq, clock_timestamp() - ago_ms * interval '1 millisecond', clock_timestamp() + interval '1 day'
         FROM unnest($1::text[], $2::text[], $3::int8[], $4::float8[]) AS report (service, guard, seq, ago_ms)
       ON CONFLICT DO NOTHING`,
      columnsOf(reports, (row) => [row.service, row.guard, row.seq, row.agoMs]),
    );
  }
}

/** Rows as one array a column, which `unnest` makes rows of again. */
function columnsOf<T>(rows: readonly T[], cells: (row: T) => readonly (string | number)[]): unknown[][] {
  const table = rows.map(cells);
  return (table[0] ?? []).map((_, column) => table.map((row) => row[column]));
}
