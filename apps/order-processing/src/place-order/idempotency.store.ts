import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

/** Clients retry for minutes, not days; a day is what payment gateways keep, too. */
const CLAIM_KEEPS = '24 hours';

/** What an idempotency key stands for. Scopes keep the keys of different doors apart. */
export interface Claim {
  readonly scope: 'orders' | 'compat-orders';
  readonly key: string;
  readonly fingerprint: string;
}

export interface KeptClaim {
  readonly orderId: string;
  readonly fingerprint: string;
  /** Null while the order is not final. */
  readonly answer: string | null;
}

/** Which order each idempotency key stands for. */
@Injectable()
export class IdempotencyStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * The claim that stands, if any. Until the transaction ends, nobody else gets an answer for the same key: so what follows
   * (look, then claim) is one step, without a unique index over what the table will be partitioned by.
   */
  async find({ scope, key }: Pick<Claim, 'scope' | 'key'>): Promise<KeptClaim | undefined> {
    const { tenant } = currentContext();
    await this.db.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(jsonb_build_array($1::text, $2::text, $3::text)::text, 0))`,
      [tenant, scope, key],
    );
    return this.peek({ scope, key });
  }

  /** The same, without waiting for anybody. */
  async peek({ scope, key }: Pick<Claim, 'scope' | 'key'>): Promise<KeptClaim | undefined> {
    const [claim] = await this.db.query<KeptClaim>(
      `SELECT order_id AS "orderId", fingerprint, answer FROM orders.idempotency_claim
        WHERE tenant = $1 AND scope = $2 AND key = $3 AND expires_at > now()`,
      [currentContext().tenant, scope, key],
    );
    return claim;
  }

  async claim({ scope, key, fingerprint }: Claim, orderId: string): Promise<void> {
    await this.db.execute(
      `INSERT INTO orders.idempotency_claim (tenant, scope, key, expires_at, fingerprint, order_id)
       VALUES ($1, $2, $3, now() + interval '${CLAIM_KEEPS}', $4, $5)`,
      [currentContext().tenant, scope, key, fingerprint, orderId],
    );
  }
}
