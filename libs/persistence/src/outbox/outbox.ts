import { uuidv7 } from '@strongroom/kernel';
import { type EventContract, type Payload } from '@strongroom/contracts';
import { currentContext, type Actor } from '@strongroom/security-context';
import { unsealedChannel } from '../log/sealer.js';
import { type Signals } from '../signals/signals.js';
import { type Database } from '../transaction/database.js';
import { type Transactions } from '../transaction/transactions.js';

/** An event on its way out. `seq` is its place among all events of its service. */
export interface OutboxEvent {
  /** UUIDv7; the same however often the event is delivered. */
  readonly id: string;
  readonly seq: number;
  readonly tenant: string;
  readonly pattern: string;
  readonly payload: unknown;
  /** Whose act made it happen, nearest first. */
  readonly actorChain: readonly Actor[];
  readonly traceId: string;
  readonly recordedAt: Date;
}

/** Events that leave with the transaction that caused them: the row commits with it, the relay sends what is committed. */
export class Outbox {
  constructor(
    private readonly db: Database,
    private readonly transactions: Transactions,
    private readonly signals: Signals,
    private readonly schema: string,
  ) {}

  /** Publishes `event` if and when the current transaction commits; returns its id. Throws on a payload that is not the event's. */
  async publish<E extends EventContract>(event: E, payload: Payload<E>): Promise<string> {
    const { tenant, actor, actorChain, traceId } = currentContext();
    const id = uuidv7();
    await this.db.execute(
      `INSERT INTO ${this.schema}.outbox (id, tenant, pattern, payload, actor_chain, trace_id)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, tenant, event.pattern, event.payload.parse(payload), JSON.stringify([actor, ...actorChain]), traceId],
    );
    this.transactions.afterCommit(() => {
      this.signals.ring(unsealedChannel({ schema: this.schema, table: 'outbox' }));
    });
    return id;
  }
}
