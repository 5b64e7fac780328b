import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { IN_SIGHT, sight } from '../revocations/sight.js';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** How many revocations share a name of that kind; of the kind `all` there is one. */
export interface CountRow {
  readonly kind: 'reason' | 'scope' | 'service' | 'day' | 'all';
  readonly name: string | null;
  readonly revocations: number;
}

/** Of the guards of one service, or of all where `service` is null. */
export interface EnforcementRow {
  readonly service: string | null;
  readonly revocations: number;
  readonly measurements: number;
  /** At 50, 90, 99 and 100 %. */
  readonly percentiles: readonly [number, number, number, number];
}

const DEFAULT_DAYS = 30;
const ENTRIES_MAX = 1_000;

@Injectable()
export class ShowStatisticsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** What was asked for, by the database's clock where it was left out. */
  async period({
    from,
    to,
  }: {
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  }): Promise<Period> {
    const [period] = await this.db.query<Period>(
      `SELECT coalesce($1::timestamptz, until - $3 * interval '1 day') AS from, until AS to
         FROM (SELECT coalesce($2::timestamptz, clock_timestamp()) AS until) AS period`,
      [from ?? null, to ?? null, DEFAULT_DAYS],
    );
    if (period === undefined) throw new Error('a row without a table is missing');
    return period;
  }

  counts({ from, to }: Period): Promise<readonly CountRow[]> {
    return this.db.query<CountRow>(
      `SELECT CASE grouping(reason, scope, service_name, day)
                WHEN 7 THEN 'reason' WHEN 11 THEN 'scope' WHEN 13 THEN 'service' WHEN 14 THEN 'day' ELSE 'all' END AS kind,
              coalesce(reason, scope, service_name, day) AS name, count(*) AS revocations
         FROM (SELECT reason, scope, service_name, to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
                 FROM revocation.event WHERE ${IN_SIGHT} AND recorded_at >= $3 AND recorded_at < $4) AS event
        GROUP BY GROUPING SETS ((reason), (scope), (service_name), (day), ())
        ORDER BY kind, name`,
      [...sight(), from, to],
    );
  }

  /** A guard that came later has nothing to measure. */
  enforcement({ from, to }: Period): Promise<readonly EnforcementRow[]> {
    return this.db.query<EnforcementRow>(
      `WITH sealed AS (
         SELECT seq, sealed_at FROM revocation.event
          WHERE ${IN_SIGHT} AND sealed_at >= greatest($3, clock_timestamp() - interval '1 day') AND sealed_at < $4
          ORDER BY seq DESC LIMIT $5
       ), measured AS (
         SELECT sealed.seq, guard.service, greatest(0, extract(epoch FROM report.applied_at - sealed.sealed_at)::float8 * 1000) AS ms
           FROM sealed JOIN revocation.guard ON guard.first_seen_at <= sealed.sealed_at
          CROSS JOIN LATERAL (
            SELECT applied_at FROM revocation.guard_report
             WHERE guard_report.service = guard.service AND guard_report.guard = guard.guard AND guard_report.seq >= sealed.seq
             ORDER BY guard_report.seq LIMIT 1
          ) AS report
       )
       SELECT service, count(DISTINCT seq) AS revocations, count(*) AS measurements,
              percentile_cont(ARRAY[0.5, 0.9, 0.99, 1]) WITHIN GROUP (ORDER BY ms) AS percentiles
         FROM measured GROUP BY GROUPING SETS ((), (service)) HAVING count(*) > 0
        ORDER BY service NULLS FIRST`,
      [...sight(), from, to, ENTRIES_MAX],
    );
  }
}
