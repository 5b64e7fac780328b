import { uuidv7 } from '@strongroom/kernel';
import { type Database } from '../transaction/database.js';

export interface LeaseTerms {
  /** Lease table of the service's schema, such as `orders.lease`. */
  readonly table: `${string}.lease`;
  /** What is leased: the name of the work that only one process may do at a time. */
  readonly name: string;
  /** How long after its last sign of life a holder is taken for gone. */
  readonly ttlMs: number;
}

export interface HeldLease {
  /** Rises with each change of holder. Work done under the lease carries it, so that a former holder's can be refused. */
  readonly fence: number;
  /** The database's clock, read under the row lock; as text, because a `Date` would lose the microseconds. */
  readonly nowText: string;
}

/**
 * The right to do one piece of work alone. `hold` takes or renews it *inside the transaction that does the work* and locks its
 * row until the end: a holder that was paused for longer than its lease finds out in its next statement, or blocks nobody
 * because its transaction is gone. The database sees to that: a transaction that holds a lease may idle for no longer than it.
 */
export class Lease {
  readonly #holder = uuidv7();

  constructor(
    private readonly db: Database,
    private readonly terms: LeaseTerms,
  ) {}

  /** Takes or renews the lease; `undefined` while somebody else holds it. */
  async hold(): Promise<HeldLease | undefined> {
    const held = await this.#take();
    if (held !== undefined) return held;
    const { table, name } = this.terms;
    const added = await this.db.execute(`INSERT INTO ${table} (name) VALUES ($1) ON CONFLICT DO NOTHING`, [name]);
    return added === 0 ? undefined : this.#take();
  }

  /** Gives the lease up, if it is held, so that the next one need not wait for it to run out. */
  async release(): Promise<void> {
    await this.db.execute(`UPDATE ${this.terms.table} SET holder = NULL WHERE name = $1 AND holder = $2`, [
      this.terms.name,
      this.#holder,
    ]);
  }

  async #take(): Promise<HeldLease | undefined> {
    const { table, name, ttlMs } = this.terms;
    const [held] = await this.db.query<HeldLease>(
      `UPDATE ${table}
          SET holder = $2, held_until = clock_timestamp() + $3::float8 * interval '1 millisecond',
              fence = fence + CASE WHEN holder = $2 THEN 0 ELSE 1 END
        WHERE name = $1 AND (holder IS NULL OR holder = $2 OR held_until < clock_timestamp())
        RETURNING fence, clock_timestamp()::text AS "nowText",
                  set_config('idle_in_transaction_session_timeout', least($3::float8, nullif(extract(
                    epoch FROM current_setting('idle_in_transaction_session_timeout')::interval), 0) * 1000)::int::text, true)`,
      [name, this.#holder, ttlMs],
    );
    return held;
  }
}
