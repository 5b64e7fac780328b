import { Inject, Injectable } from '@nestjs/common';
import { Database, logPosition, Transactions } from '@strongroom/persistence';
import { SecretStore } from '@strongroom/vault';
import { revocationLog } from '../log/revocation-log.js';

/** Where the mark stands in the secret store. */
export const HIGH_WATER_MARK_PATH = Symbol('where the mark of the revocation log stands');

/** A place that was given out, and the id of the entry that got it; empty where a generation has none yet. */
export interface Mark {
  readonly seq: number;
  readonly entryId: string;
}

export interface WrittenMark extends Mark {
  /** Of the secret, for the write that replaces it; 0 where none was ever written. */
  readonly version: number;
}

/** The end of the log, and which entry has the place that was asked about; absent where none has it. */
export interface LogEnd extends Mark {
  readonly entryIdThere?: string;
}

@Injectable()
export class HighWaterMarkStore {
  constructor(
    @Inject(SecretStore) private readonly secrets: SecretStore,
    @Inject(HIGH_WATER_MARK_PATH) private readonly path: string,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Database) private readonly db: Database,
  ) {}

  async read(): Promise<WrittenMark> {
    const stored = await this.secrets.read(this.path);
    if (stored === undefined) {
      // A version that somebody deleted counts for the next write.
      const version = (await this.secrets.history(this.path))?.currentVersion ?? 0;
      return { seq: 0, entryId: '', version };
    }
    const seq = Number(stored.data['seq']?.reveal());
    if (!Number.isSafeInteger(seq)) throw new Error(`${this.path} does not hold a place in the log`);
    return { seq, entryId: stored.data['entry_id']?.reveal() ?? '', version: stored.version };
  }

  /** @throws {SecretConflict} if `version` is not the current one */
  async replace(version: number, { seq, entryId }: Mark): Promise<WrittenMark> {
    const data = { seq: String(seq), entry_id: entryId };
    const written = await this.secrets.write(this.path, data, { cas: version });
    return { seq, entryId, version: written.version };
  }

  /** Of one snapshot. */
  async logEnd(at: number): Promise<LogEnd> {
    const [row] = await this.transactions.runAcrossTenants(() =>
      this.db.query<{ generation: number; n: number; entryId: string | null; entryIdThere: string | null }>(
        `SELECT generation, n,
                (SELECT id FROM revocation.event WHERE seq = generation * 1099511627776 + n) AS "entryId",
                (SELECT id FROM revocation.event WHERE seq = $2) AS "entryIdThere"
           FROM revocation.log_head WHERE log = $1`,
        [revocationLog.table, at],
      ),
    );
    if (row === undefined) throw new Error('the revocation log has no head');
    const { generation, n, entryId, entryIdThere } = row;
    const there = entryIdThere === null ? {} : { entryIdThere };
    return { seq: logPosition(generation, n), entryId: entryId ?? '', ...there };
  }
}
