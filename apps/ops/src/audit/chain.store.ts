import {
  sealedEntryOf,
  sealedRowColumns,
  type SealedEntry,
  type SealedRow,
  type SignedCheckpoint,
} from '@strongroom/audit';
import type { Database } from '@strongroom/persistence';

export interface ChainHead {
  readonly tenant: string;
  readonly seq: number;
  readonly hash: string;
}

const BATCH = 2_000;

/** The audit chains as they stand: for an administrator's connection. `tenant` narrows to one; absent means all. */
export class ChainStore {
  constructor(private readonly db: Database) {}

  /** From here on Postgres refuses to read what row-level security would hide, instead of showing a part as the whole. */
  async refuseHiddenRows(): Promise<void> {
    await this.db.execute('SET LOCAL row_security = off');
  }

  /** The entries that have a place, by tenant and seq. Never more than a batch of them is held. */
  async *sealed(tenant?: string): AsyncGenerator<SealedEntry> {
    await this.db.execute(
      `DECLARE chain NO SCROLL CURSOR FOR
       SELECT ${sealedRowColumns} FROM audit.entry AS entry
        WHERE entry.seq IS NOT NULL AND ($1::text IS NULL OR tenant = $1) ORDER BY tenant, entry.seq`,
      [tenant ?? null],
    );
    for (;;) {
      const rows = await this.db.query<SealedRow>(`FETCH ${BATCH} FROM chain`);
      yield* rows.map(sealedEntryOf);
      if (rows.length < BATCH) break;
    }
  }

  /** The checkpoints that are kept in the table, by number. */
  async *checkpoints(): AsyncGenerator<SignedCheckpoint> {
    await this.db.execute(
      `DECLARE checkpoints NO SCROLL CURSOR FOR
       SELECT statement, key_id AS "keyId", signature FROM audit.checkpoint ORDER BY number`,
    );
    for (;;) {
      const rows = await this.db.query<SignedCheckpoint>(`FETCH ${BATCH} FROM checkpoints`);
      yield* rows;
      if (rows.length < BATCH) break;
    }
  }

  /** Where the sealer says that it is. */
  heads(tenant?: string): Promise<readonly ChainHead[]> {
    return this.db.query<ChainHead>(
      `SELECT tenant, seq, encode(hash, 'hex') AS hash FROM audit.chain_head WHERE $1::text IS NULL OR tenant = $1`,
      [tenant ?? null],
    );
  }

  /** How many committed entries wait for their place. */
  unsealed(tenant?: string): Promise<readonly { readonly tenant: string; readonly count: number }[]> {
    return this.db.query(
      `SELECT tenant, count(*) AS count FROM audit.entry
        WHERE seq IS NULL AND ($1::text IS NULL OR tenant = $1) GROUP BY tenant`,
      [tenant ?? null],
    );
  }
}
