import { AuditLog, AuditSealer, chainHash, genesisHash, sealedRowColumns, type SealedRow } from '@strongroom/audit';
import { inTenant, testDatabase, type ServiceDatabase, type TestDatabase } from '@strongroom/testing';

/** A database with two services: one writes entries, the other seals them. And an attacker who may do everything there. */
export class AuditBed {
  private constructor(
    readonly database: TestDatabase,
    readonly orders: ServiceDatabase,
    readonly revocation: ServiceDatabase,
  ) {}

  static async open(): Promise<AuditBed> {
    const database = await testDatabase();
    return new AuditBed(database, await database.as('order-processing'), await database.as('revocation'));
  }

  empty(): Promise<unknown> {
    return this.database.query('TRUNCATE audit.entry, audit.chain_head, audit.checkpoint, revocation.lease');
  }

  sealer(batchMax?: number): AuditSealer {
    return new AuditSealer(this.revocation.transactions, this.revocation.db, {
      leaseTable: 'revocation.lease',
      ...(batchMax === undefined ? {} : { batchMax }),
    });
  }

  async record(tenant: string, times: number): Promise<void> {
    const audit = new AuditLog(this.orders.db);
    for (let n = 1; n <= times; n += 1) {
      const entry = { action: 'order.place', target: { type: 'order', id: `o${n}` }, outcome: 'succeeded' } as const;
      await inTenant(tenant, () => this.orders.transactions.run(() => audit.record(entry)));
    }
  }

  /** Two tenants, with five and two entries that have their places. */
  async sealedLog(): Promise<void> {
    await this.record('acme', 5);
    await this.record('globex', 2);
    await this.sealer().seal();
  }

  /** Gives the entries of acme, from `from` on, hashes that fit what stands there; with the sealer's head when `head` says so. */
  async rehash(from: number, head: boolean): Promise<void> {
    const { database } = this;
    const rows = await database.query<Omit<SealedRow, 'seq'> & { readonly seq: string }>(
      `SELECT ${sealedRowColumns} FROM audit.entry AS entry WHERE tenant = 'acme' ORDER BY entry.seq`,
    );
    let prevHash = genesisHash;
    for (const row of rows) {
      const seq = Number(row.seq);
      if (seq >= from) {
        const hash = chainHash(prevHash, seq, row);
        await database.query(
          `UPDATE audit.entry SET prev_hash = decode($1, 'hex'), hash = decode($2, 'hex') WHERE id = $3`,
          [prevHash, hash, row.id],
        );
        prevHash = hash;
      } else prevHash = row.hash;
    }
    if (!head) return;
    await database.query(
      `UPDATE audit.chain_head SET (seq, hash) = (SELECT seq, hash FROM audit.entry WHERE tenant = 'acme' AND seq IS NOT NULL
         ORDER BY seq DESC LIMIT 1) WHERE tenant = 'acme'`,
    );
  }
}
