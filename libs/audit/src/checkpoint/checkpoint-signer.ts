import { Lease, type Database, type LeaseTerms, type Transactions } from '@strongroom/persistence';
import { genesisHash } from '../chain-entry.js';
import { signCheckpoint, statementHash, type CheckpointKey, type TenantHead } from './checkpoint.js';

export interface CheckpointSignerTerms {
  readonly leaseTable: LeaseTerms['table'];
  readonly leaseMs?: number;
  readonly headsMax?: number;
}

/**
 * Signs how far the chains have come, one checkpoint behind the other. Any number of processes may run one; the lease decides
 * who signs, and the number is a primary key, so that two that both believe to hold it cannot fork the checkpoints.
 */
export class CheckpointSigner {
  readonly #lease: Lease;
  readonly #headsMax: number;

  constructor(
    private readonly transactions: Transactions,
    private readonly db: Database,
    { leaseTable, leaseMs = 30_000, headsMax = 1_000 }: CheckpointSignerTerms,
  ) {
    this.#headsMax = headsMax;
    this.#lease = new Lease(db, { table: leaseTable, name: 'audit checkpoints', ttlMs: leaseMs });
  }

  /** Signs the heads that moved since they were signed last. @returns whether more have moved than one checkpoint holds */
  sign(key: CheckpointKey): Promise<{ readonly more: boolean }> {
    return this.transactions.runAcrossTenants(async () => {
      if ((await this.#lease.hold()) === undefined) return { more: false };
      // A head that was put back is signed as well: whoever did that wrote a fork, and now under our signature of both.
      const heads = await this.db.query<TenantHead>(
        `SELECT tenant, seq, encode(hash, 'hex') AS hash FROM audit.chain_head
          WHERE signed_seq <> seq ORDER BY tenant COLLATE "C" LIMIT $1`,
        [this.#headsMax],
      );
      if (heads.length > 0) await this.#add(heads, key);
      return { more: heads.length === this.#headsMax };
    });
  }

  async release(): Promise<void> {
    await this.transactions.runAcrossTenants(() => this.#lease.release());
  }

  async #add(heads: readonly TenantHead[], key: CheckpointKey): Promise<void> {
    const [before] = await this.db.query<{ readonly number: number; readonly statement: string }>(
      'SELECT number, statement FROM audit.checkpoint ORDER BY number DESC LIMIT 1',
    );
    const [now] = await this.db.query<{ readonly at: Date }>('SELECT clock_timestamp() AS at');
    if (now === undefined) throw new Error('the database did not tell the time');
    const number = (before?.number ?? 0) + 1;
    const previous = before === undefined ? genesisHash : statementHash(before.statement);
    const signed = signCheckpoint({ number, at: now.at.toISOString(), previous, heads }, key);
    await this.db.execute(
      `INSERT INTO audit.checkpoint (number, statement, key_id, signature) VALUES ($1, $2, $3, $4)`,
      [number, signed.statement, signed.keyId, signed.signature],
    );
    await this.db.execute(
      `UPDATE audit.chain_head AS head SET signed_seq = signed.seq
         FROM unnest($1::text[], $2::int8[]) AS signed (tenant, seq) WHERE head.tenant = signed.tenant`,
      [heads.map(({ tenant }) => tenant), heads.map(({ seq }) => seq)],
    );
  }
}
