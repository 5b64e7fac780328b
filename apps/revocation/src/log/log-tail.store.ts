import { Inject, Injectable } from '@nestjs/common';
import { readId128, type Id128, type RevocationScope } from '@strongroom/guard';
import { Database, logPosition, Transactions } from '@strongroom/persistence';
import { revocationLog } from './revocation-log.js';

/** What the log says of itself at one moment of the database. Times are milliseconds since the Unix epoch, by its clock. */
export interface LogState {
  readonly head: number;
  /** Whether anything was committed that has no place yet; of the same snapshot as `head`. */
  readonly unsealed: boolean;
  /** Whether the last stop at or before `head` has not been lifted. */
  readonly stopped: boolean;
  /** Everything committed before this has a place at or before `head`; absent before the sealer's first pass. */
  readonly heartbeatAtMs?: number;
  readonly databaseNowMs: number;
}

/** An entry that has its place. */
export interface SealedEntry {
  readonly revocationId: string;
  readonly seq: number;
  readonly scope: RevocationScope;
  readonly id: Id128;
  readonly expiresAtS: number;
  readonly sealedAt: Date;
}

interface EntryRow extends Omit<SealedEntry, 'id'> {
  readonly id128: Buffer;
}

interface StateRow {
  readonly generation: number;
  readonly n: number;
  readonly unsealed: boolean;
  readonly stopped: boolean;
  readonly heartbeatAtMs: number | null;
  readonly nowMs: number;
}

interface Range {
  readonly after: number;
  readonly through: number;
  readonly limit: number;
}

type SqlCondition = '' | 'AND expires_at > clock_timestamp()';

/** The log as guards get it: all tenants', and only what is sealed. */
@Injectable()
export class LogTailStore {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Database) private readonly db: Database,
  ) {}

  state(): Promise<LogState> {
    return this.transactions.runAcrossTenants(() => this.#state());
  }

  /** The state, and the entries behind `after` that it speaks of: all of them, or the first `limit`. */
  read({
    after,
    limit,
  }: {
    after?: number;
    limit: number;
  }): Promise<{ state: LogState; entries: readonly SealedEntry[] }> {
    return this.transactions.runAcrossTenants(async () => {
      const state = await this.#state();
      const isNews = after !== undefined && state.head > after;
      return { state, entries: isNews ? await this.#entries({ after, through: state.head, limit }) : [] };
    });
  }

  /** Entries behind `after`, up to and including `through`, in order; at most `limit`. */
  entries(range: Range): Promise<readonly SealedEntry[]> {
    return this.transactions.runAcrossTenants(() => this.#entries(range));
  }

  /** The same without what has expired: what a guard needs that starts from nothing. */
  liveEntries(range: Range): Promise<readonly SealedEntry[]> {
    return this.transactions.runAcrossTenants(() => this.#entries(range, 'AND expires_at > clock_timestamp()'));
  }

  async countLive({ after, through }: { after: number; through: number }): Promise<number> {
    const [row] = await this.transactions.runAcrossTenants(() =>
      this.db.query<{ live: number }>(
        `SELECT count(*) AS live FROM revocation.event WHERE seq > $1 AND seq <= $2 AND expires_at > clock_timestamp()`,
        [after, through],
      ),
    );
    return row?.live ?? 0;
  }

  async #state(): Promise<LogState> {
    const [row] = await this.db.query<StateRow>(
      `SELECT generation, n, EXISTS (SELECT FROM revocation.event WHERE seq IS NULL) AS unsealed,
              coalesce((SELECT scope = 'stop' FROM revocation.event
                         WHERE scope IN ('stop', 'lift') AND seq IS NOT NULL ORDER BY seq DESC LIMIT 1), false) AS stopped,
              CASE WHEN isfinite(heartbeat_at) THEN extract(epoch FROM heartbeat_at)::float8 * 1000 END AS "heartbeatAtMs",
              extract(epoch FROM clock_timestamp())::float8 * 1000 AS "nowMs"
         FROM revocation.log_head WHERE log = $1`,
      [revocationLog.table],
    );
    if (row === undefined) throw new Error('the revocation log has no head');
    const { generation, n, unsealed, stopped, heartbeatAtMs, nowMs } = row;
    const heartbeat = heartbeatAtMs === null ? {} : { heartbeatAtMs };
    return { head: logPosition(generation, n), unsealed, stopped, databaseNowMs: nowMs, ...heartbeat };
  }

  async #entries({ after, through, limit }: Range, condition: SqlCondition = ''): Promise<readonly SealedEntry[]> {
    const rows = await this.db.query<EntryRow>(
      `SELECT id AS "revocationId", seq, scope, id128, sealed_at AS "sealedAt",
              ceil(extract(epoch FROM expires_at))::int8 AS "expiresAtS"
         FROM revocation.event WHERE seq > $1 AND seq <= $2 ${condition} ORDER BY seq LIMIT $3`,
      [after, through, limit],
    );
    return rows.map(({ id128, ...row }) => ({ ...row, id: readId128(id128, 0) }));
  }
}
