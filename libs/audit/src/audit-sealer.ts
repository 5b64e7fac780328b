import {
  BackgroundLoop,
  Lease,
  type Database,
  type HeldLease,
  type LeaseTerms,
  type LoopPass,
  type Transactions,
} from '@strongroom/persistence';
import { chainHash, genesisHash, type ChainEntry } from './chain-entry.js';
import { chainEntryColumns } from './chain-rows.js';

export interface AuditSealerTerms {
  /** Where the process that seals keeps its leases. */
  readonly leaseTable: LeaseTerms['table'];
  readonly everyMs?: number;
  readonly batchMax?: number;
  readonly leaseMs?: number;
  /** Called after each pass that this process led. */
  readonly onSealed?: (pass: LedPass) => void;
  readonly observe?: (pass: LoopPass) => void;
}

interface LedPass {
  readonly led: true;
  readonly sealed: number;
  readonly more: boolean;
  /** Age of the oldest entry that had no place when the pass began; 0 when there was none. */
  readonly lagMs: number;
}
type AuditSealPass = { readonly led: false } | LedPass;

interface Unsealed extends ChainEntry {
  /** With the id it names the row: text, because a `Date` would lose the microseconds. */
  readonly expiresAt: string;
  readonly ageMs: number;
}

interface Head {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Gives the committed audit entries their place in the chain of their tenant (ADR 0024): gap-free, by one writer at a time, and
 * an entry that was committed before another was written comes before it. Whoever writes an entry never waits here.
 *
 * Any number of processes may run one; the lease decides who writes. A chain whose head carries a higher fence is not touched.
 */
export class AuditSealer {
  readonly #lease: Lease;
  readonly #loop: BackgroundLoop;
  readonly #batchMax: number;

  constructor(
    private readonly transactions: Transactions,
    private readonly db: Database,
    private readonly terms: AuditSealerTerms,
  ) {
    const { leaseTable, everyMs = 1_000, leaseMs = 5_000, batchMax = 1_000 } = terms;
    this.#batchMax = batchMax;
    this.#lease = new Lease(db, { table: leaseTable, name: 'audit sealer', ttlMs: leaseMs });
    this.#loop = new BackgroundLoop({
      name: 'audit sealer',
      everyMs,
      deadlineMs: leaseMs,
      pass: async () => {
        const pass = await this.seal();
        return pass.led && pass.more ? 'more' : 'idle';
      },
      ...(terms.observe === undefined ? {} : { observe: terms.observe }),
    });
  }

  start(): void {
    this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    await this.release();
  }

  /** One pass: seals up to `batchMax` entries, if this process is or becomes the writer. */
  async seal(): Promise<AuditSealPass> {
    const pass = await this.transactions.runAcrossTenants(async (): Promise<AuditSealPass> => {
      const held = await this.#lease.hold();
      return held === undefined ? { led: false } : this.#sealUnder(held);
    });
    if (pass.led) this.terms.onSealed?.(pass);
    return pass;
  }

  async release(): Promise<void> {
    await this.transactions.runAcrossTenants(() => this.#lease.release());
  }

  async #sealUnder({ fence }: HeldLease): Promise<LedPass> {
    const entries = await this.db.query<Unsealed>(
      `SELECT ${chainEntryColumns}, expires_at::text AS "expiresAt",
              extract(epoch FROM clock_timestamp() - recorded_at)::float8 * 1000 AS "ageMs"
         FROM audit.entry WHERE seq IS NULL ORDER BY recorded_at, audit.entry.id LIMIT $1`,
      [this.#batchMax],
    );
    const [oldest] = entries;
    if (oldest === undefined) return { led: true, sealed: 0, more: false, lagMs: 0 };
    const heads = await this.#headsOf(new Set(entries.map(({ tenant }) => tenant)));
    await this.#place(entries, heads);
    await this.#advance(heads, fence);
    return { led: true, sealed: entries.length, more: entries.length === this.#batchMax, lagMs: oldest.ageMs };
  }

  async #headsOf(tenants: ReadonlySet<string>): Promise<Map<string, Head>> {
    const rows = await this.db.query<Head & { readonly tenant: string }>(
      `SELECT tenant, seq, encode(hash, 'hex') AS hash FROM audit.chain_head WHERE tenant = ANY ($1)`,
      [[...tenants]],
    );
    return new Map(rows.map(({ tenant, seq, hash }) => [tenant, { seq, hash }]));
  }

  /** Puts each entry behind the head of its tenant and moves the head on to it. */
  async #place(entries: readonly Unsealed[], heads: Map<string, Head>): Promise<void> {
    const places = entries.map((entry) => {
      const { seq, hash: prevHash } = heads.get(entry.tenant) ?? { seq: 0, hash: genesisHash };
      const head = { seq: seq + 1, hash: chainHash(prevHash, seq + 1, entry) };
      heads.set(entry.tenant, head);
      return { ...head, prevHash };
    });
    const placed = await this.db.execute(
      `UPDATE audit.entry AS entry
          SET seq = place.seq, prev_hash = decode(place.prev_hash, 'hex'), hash = decode(place.hash, 'hex')
         FROM unnest($1::uuid[], $2::timestamptz[], $3::int8[], $4::text[], $5::text[])
              AS place (id, expires_at, seq, prev_hash, hash)
        WHERE entry.id = place.id AND entry.expires_at = place.expires_at AND entry.seq IS NULL`,
      [
        entries.map(({ id }) => id),
        entries.map(({ expiresAt }) => expiresAt),
        places.map(({ seq }) => seq),
        places.map(({ prevHash }) => prevHash),
        places.map(({ hash }) => hash),
      ],
    );
    if (placed !== entries.length) throw new Error(`of ${entries.length} audit entries ${placed} could be sealed`);
  }

  async #advance(heads: ReadonlyMap<string, Head>, fence: number): Promise<void> {
    const moved = await this.db.execute(
      `INSERT INTO audit.chain_head AS head (tenant, seq, hash, fence)
       SELECT tenant, seq, decode(hash, 'hex'), $4 FROM unnest($1::text[], $2::int8[], $3::text[]) AS next (tenant, seq, hash)
       ON CONFLICT (tenant) DO UPDATE SET seq = EXCLUDED.seq, hash = EXCLUDED.hash, fence = EXCLUDED.fence
        WHERE head.fence <= EXCLUDED.fence`,
      [
        [...heads.keys()],
        [...heads.values()].map(({ seq }) => seq),
        [...heads.values()].map(({ hash }) => hash),
        fence,
      ],
    );
    if (moved !== heads.size) throw new Error('an audit chain has a writer with a higher fence');
  }
}
