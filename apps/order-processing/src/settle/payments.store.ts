import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from '@strongroom/kernel';
import { Database, isUniqueViolation } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Journal } from '../domain/ledger/journal.js';
import { type GatewayStep } from '../payments/payment-gateway.js';
import { Overtaken, type OpenCall, type OrderRecord } from './order-record.js';

/** Payments, the calls made for them, captures and the ledger. */
@Injectable()
export class PaymentsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * Writes down a call before it is made. Its idempotency key follows from the order, the step and how many such calls are
   * known to have had no effect, so it stays the same until that is known.
   * @throws Overtaken if the order has a call under way
   */
  async ask({ orderId }: OrderRecord, step: GatewayStep): Promise<OpenCall> {
    try {
      const [call] = await this.db.query<OpenCall>(
        `INSERT INTO orders.payment_call (order_id, step, attempt, tenant, idempotency_key)
         SELECT $1, $2, n, $3, concat_ws(':', 'strongroom', $1, $2, n)
           FROM (SELECT count(*)::integer + 1 AS n FROM orders.payment_call WHERE order_id = $1 AND step = $2) AS next
         RETURNING step, attempt, idempotency_key AS "idempotencyKey"`,
        [orderId, step, currentContext().tenant],
      );
      if (call === undefined) {
        throw new Error('the call was not written down');
      }
      return call;
    } catch (error) {
      const somebodyAsks = ['payment_call_open', 'payment_call_pk', 'payment_call_key_uq'].some((constraint) =>
        isUniqueViolation(error, constraint),
      );
      throw somebodyAsks ? new Overtaken(orderId) : error;
    }
  }

  /** @throws Overtaken if somebody else has written down an outcome */
  async answered({ orderId }: OrderRecord, call: OpenCall, outcome: 'done' | 'refused' | 'not_done'): Promise<void> {
    const changed = await this.db.execute(
      `UPDATE orders.payment_call SET outcome = $4
        WHERE order_id = $1 AND step = $2 AND attempt = $3 AND outcome IS NULL`,
      [orderId, call.step, call.attempt, outcome],
    );
    if (changed === 0) {
      throw new Overtaken(orderId);
    }
  }

  async created(orderId: string, intentId: string): Promise<void> {
    await this.db.execute('UPDATE orders.payment SET intent_id = $2 WHERE order_id = $1', [orderId, intentId]);
  }

  async authorized(orderId: string): Promise<void> {
    await this.db.execute('UPDATE orders.payment SET authorized_minor = amount_minor WHERE order_id = $1', [orderId]);
  }

  async captureRequested(orderId: string): Promise<void> {
    await this.db.execute(
      `INSERT INTO orders.capture (capture_id, order_id, tenant, currency, amount_minor, status)
       SELECT $2, order_id, tenant, currency, authorized_minor, 'requested' FROM orders.payment WHERE order_id = $1`,
      [orderId, uuidv7()],
    );
  }

  async captureEnded(orderId: string, status: 'succeeded' | 'failed'): Promise<void> {
    await this.db.execute(`UPDATE orders.capture SET status = $2 WHERE order_id = $1 AND status = 'requested'`, [
      orderId,
      status,
    ]);
  }

  async post(orderId: string, { kind, entries }: Journal): Promise<void> {
    const { tenant } = currentContext();
    const journalId = uuidv7();
    await this.db.execute(
      'INSERT INTO orders.ledger_journal (journal_id, order_id, tenant, kind) VALUES ($1, $2, $3, $4)',
      [journalId, orderId, tenant, kind],
    );
    await this.db.execute(
      `INSERT INTO orders.ledger_entry (journal_id, entry_no, tenant, account, currency, amount_minor)
       SELECT $1, e.entry_no, $2, e.account, e.currency, e.amount_minor
         FROM unnest($3::text[], $4::text[], $5::bigint[]) WITH ORDINALITY AS e (account, currency, amount_minor, entry_no)`,
      [
        journalId,
        tenant,
        entries.map(({ account }) => account),
        entries.map(({ currency }) => currency),
        entries.map(({ amountMinor }) => amountMinor),
      ],
    );
  }
}
