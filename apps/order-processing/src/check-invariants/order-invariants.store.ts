import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';

/**
 * What must hold at every moment, whatever was interrupted: each query counts the cases in which it does not. Run by a metric
 * all the time, and by tests at their end.
 */
const invariants = {
  /** The counters of an item are the sum of the reservations that explain them, and it is not oversold. */
  stock_matches_reservations: `
    SELECT count(*) FROM orders.stock s
      LEFT JOIN (
        SELECT tenant, sku, sum(quantity) FILTER (WHERE status = 'active') AS active,
               sum(quantity) FILTER (WHERE status = 'consumed') AS consumed
          FROM orders.reservation GROUP BY tenant, sku
      ) r ON r.tenant = s.tenant AND r.sku = s.sku
     WHERE s.reserved <> coalesce(r.active, 0) OR s.sold <> coalesce(r.consumed, 0) OR s.reserved + s.sold > s.on_hand`,
  /** What an order holds fits its state: nothing once it has come to nothing, and what it was paid for is sold. */
  reservations_match_orders: `
    SELECT count(*) FROM orders.reservation r JOIN orders.sales_order o ON o.order_id = r.order_id
     WHERE r.status <> CASE o.status WHEN 'captured' THEN 'consumed'
                                     WHEN 'released' THEN 'released' WHEN 'expired' THEN 'released'
                                     ELSE 'active' END`,
  /** At most one live capture of an order, and no more captured than authorised. */
  captures_within_authorization: `
    SELECT count(*) FROM (
      SELECT c.order_id FROM orders.capture c JOIN orders.payment p ON p.order_id = c.order_id
       WHERE c.status <> 'failed'
       GROUP BY c.order_id, p.authorized_minor, p.currency
      HAVING count(*) > 1 OR sum(c.amount_minor) > p.authorized_minor OR max(c.currency) <> p.currency
    ) AS broken`,
  /** Every journal sums to zero in each currency. */
  journals_balance: `
    SELECT count(*) FROM (
      SELECT journal_id FROM orders.ledger_entry GROUP BY journal_id, currency HAVING sum(amount_minor) <> 0
    ) AS broken`,
  /** A captured order, and no other, has one journal, for exactly what was captured and what the order costs. */
  ledger_matches_captures: `
    SELECT count(*) FROM orders.sales_order o
      LEFT JOIN orders.capture c ON c.order_id = o.order_id AND c.status = 'succeeded'
      LEFT JOIN orders.ledger_journal j ON j.order_id = o.order_id AND j.kind = 'capture'
      LEFT JOIN orders.ledger_entry e ON e.journal_id = j.journal_id AND e.account = 'processor'
     WHERE (o.status = 'captured') <> (c.capture_id IS NOT NULL)
        OR (o.status = 'captured') <> (j.journal_id IS NOT NULL)
        OR (o.status = 'captured' AND (e.amount_minor, e.currency) IS DISTINCT FROM (o.total_minor, o.currency))
        OR (o.status = 'captured' AND c.amount_minor <> o.total_minor)`,
  /** One live claim for a key; it is answered if and only if its order is final. */
  claims_are_single_and_answered: `
    SELECT (SELECT count(*) FROM (
              SELECT 1 FROM orders.idempotency_claim WHERE expires_at > now()
               GROUP BY tenant, scope, key HAVING count(*) > 1
            ) AS twice)
         + (SELECT count(*) FROM orders.idempotency_claim c JOIN orders.sales_order o ON o.order_id = c.order_id
             WHERE (c.answer IS NOT NULL) <> (o.status IN ('captured', 'released', 'rejected', 'expired')))`,
  /** The lines of an order sum to its total. */
  lines_sum_to_total: `
    SELECT count(*) FROM (
      SELECT o.order_id FROM orders.sales_order o JOIN orders.order_line l ON l.order_id = o.order_id
       WHERE o.total_minor IS NOT NULL
       GROUP BY o.order_id, o.net_minor, o.tax_minor
      HAVING sum(l.net_minor) <> o.net_minor OR sum(l.tax_minor) <> o.tax_minor
    ) AS broken`,
  /** An order is either final or on the reconciler's list, never both, never neither. */
  open_orders_are_listed: `
    SELECT count(*) FROM orders.sales_order o LEFT JOIN orders.open_order x ON x.order_id = o.order_id
     WHERE (x.order_id IS NULL) <> (o.status IN ('captured', 'released', 'rejected', 'expired'))`,
  /** Each state of an order published its event once: no event without its state. */
  events_have_their_state: `
    SELECT count(*) FROM orders.order_event e JOIN orders.sales_order o ON o.order_id = e.order_id
     WHERE e.version > o.version OR (e.version = o.version AND e.status <> o.status)`,
  /** And no state without its event; looked at where events have had time to arrive. */
  states_have_their_event: `
    SELECT count(*) FROM orders.sales_order o
     WHERE o.status IN ('captured', 'released', 'rejected', 'expired') AND o.recorded_at < now() - interval '1 hour'
       AND o.version <> (SELECT count(*) FROM orders.order_event e WHERE e.order_id = o.order_id)
       AND NOT EXISTS (SELECT 1 FROM orders.outbox)`,
} as const;

export type OrderInvariant = keyof typeof invariants;

@Injectable()
export class OrderInvariantsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** How often each invariant is broken: all zero, or something is badly wrong. Needs one snapshot and every tenant's rows. */
  async violations(): Promise<ReadonlyMap<OrderInvariant, number>> {
    const counts = new Map<OrderInvariant, number>();
    for (const name of Object.keys(invariants) as OrderInvariant[]) {
      const [row] = await this.db.query<{ count: number }>(`SELECT (${invariants[name]})::bigint AS count`);
      counts.set(name, row?.count ?? 0);
    }
    return counts;
  }
}
