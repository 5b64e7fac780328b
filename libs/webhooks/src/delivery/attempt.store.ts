import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';

/** An endpoint for which something waits. */
export interface DueEndpoint {
  readonly id: string;
  readonly tenant: string;
  readonly url: string;
  readonly failures: number;
  /** Versions of its secret, each of which signs. */
  readonly secretVersions: readonly number[];
}

/** A delivery that nobody else attempts until its lease has run out. */
export interface Claimed {
  readonly endpointId: string;
  readonly eventId: string;
  /** This one included. */
  readonly attempts: number;
}

export interface Arrived extends Claimed {
  /** Of the answer. */
  readonly status: number;
}

export interface Failure {
  readonly outcome: string;
  readonly status?: number | undefined;
  readonly retryMs: number;
  readonly pauseMs: number;
}

/** Longer than an attempt may take with all that belongs to it: who has not come back by then is dead, or was stopped. */
const LEASE_S = 30;
const TRIED_FOR = '24 hours';
const KEPT_FOR = '30 days';
const FAILING_FOR = '3 days';

/** All of it across tenants. What an attempt that was overtaken has to say is not written down. */
@Injectable()
export class AttemptStore {
  readonly #deliveries: string;
  readonly #endpoints: string;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(WEBHOOK_TERMS) { log }: WebhookTerms,
  ) {
    this.#deliveries = `${log.schema}.webhook_delivery`;
    this.#endpoints = `${log.schema}.webhook_endpoint`;
  }

  /** In no order, so that none is always the last. */
  due(): Promise<readonly DueEndpoint[]> {
    return this.db.query<DueEndpoint>(
      `SELECT id, tenant, url, failures,
              CASE WHEN previous_secret_until > clock_timestamp()
                   THEN ARRAY[secret_version, previous_secret_version] ELSE ARRAY[secret_version] END AS "secretVersions"
         FROM ${this.#endpoints} AS endpoint
        WHERE status = 'enabled' AND paused_until <= clock_timestamp()
          AND EXISTS (SELECT FROM ${this.#deliveries} WHERE endpoint_id = endpoint.id AND status = 'waiting'
                         AND next_attempt_at <= clock_timestamp())
        ORDER BY random()`,
    );
  }

  /** Of each endpoint as many as it has slots, those that have waited longest. */
  claim(slots: ReadonlyMap<string, number>): Promise<readonly Claimed[]> {
    return this.db.query<Claimed>(
      `WITH picked AS MATERIALIZED (
         SELECT due.endpoint_id, due.event_id
           FROM unnest($1::uuid[], $2::int[]) AS free (endpoint_id, slots)
          CROSS JOIN LATERAL (
            SELECT endpoint_id, event_id FROM ${this.#deliveries}
             WHERE endpoint_id = free.endpoint_id AND status = 'waiting' AND next_attempt_at <= clock_timestamp()
             ORDER BY next_attempt_at, seq LIMIT free.slots FOR UPDATE SKIP LOCKED) AS due)
       UPDATE ${this.#deliveries} AS delivery
          SET attempts = attempts + 1, next_attempt_at = clock_timestamp() + $3 * interval '1 second'
         FROM picked WHERE delivery.endpoint_id = picked.endpoint_id AND delivery.event_id = picked.event_id
       RETURNING delivery.endpoint_id AS "endpointId", delivery.event_id AS "eventId", delivery.attempts`,
      [[...slots.keys()], [...slots.values()], LEASE_S],
    );
  }

  /** They have arrived, and their receivers are well. */
  async delivered(arrived: readonly Arrived[]): Promise<void> {
    if (arrived.length === 0) return;
    const marked = await this.db.query<{ endpointId: string }>(
      `UPDATE ${this.#deliveries} AS delivery
          SET status = 'delivered', settled_at = clock_timestamp(), last_attempt_at = clock_timestamp(),
              last_outcome = 'answered', last_http_status = arrived.http_status,
              expires_at = clock_timestamp() + interval '${KEPT_FOR}'
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[]) AS arrived (endpoint_id, event_id, attempts, http_status)
        WHERE delivery.endpoint_id = arrived.endpoint_id AND delivery.event_id = arrived.event_id
          AND delivery.attempts = arrived.attempts AND status = 'waiting'
       RETURNING delivery.endpoint_id AS "endpointId"`,
      [
        ...[arrived.map(({ endpointId }) => endpointId), arrived.map(({ eventId }) => eventId)],
        ...[arrived.map(({ attempts }) => attempts), arrived.map(({ status }) => status)],
      ],
    );
    await this.db.execute(
      `UPDATE ${this.#endpoints} SET failures = 0, failing_since = NULL, paused_until = '-infinity'
        WHERE id = ANY ($1) AND failures > 0`,
      [[...new Set(marked.map(({ endpointId }) => endpointId))]],
    );
  }

  /** It is tried again, unless it has been for a day. Answers whether its receiver has done nothing but fail for days. */
  async failed(claimed: Claimed, { outcome, status, retryMs, pauseMs }: Failure): Promise<boolean> {
    const marked = await this.db.execute(
      `UPDATE ${this.#deliveries}
          SET status = tried.status, settled_at = CASE tried.status WHEN 'failed' THEN clock_timestamp() END,
              expires_at = CASE tried.status WHEN 'failed' THEN clock_timestamp() + interval '${KEPT_FOR}' ELSE 'infinity' END,
              first_attempt_at = coalesce(first_attempt_at, clock_timestamp()), last_attempt_at = clock_timestamp(),
              last_outcome = $4, last_http_status = $5, next_attempt_at = clock_timestamp() + $6::float8 * interval '1 millisecond'
         FROM (SELECT CASE WHEN first_attempt_at < clock_timestamp() - interval '${TRIED_FOR}' THEN 'failed' ELSE 'waiting' END
                 FROM ${this.#deliveries} WHERE endpoint_id = $1 AND event_id = $2) AS tried (status)
        WHERE endpoint_id = $1 AND event_id = $2 AND attempts = $3 AND ${this.#deliveries}.status = 'waiting'`,
      [claimed.endpointId, claimed.eventId, claimed.attempts, outcome, status ?? null, retryMs],
    );
    if (marked === 0) return false;
    const [endpoint] = await this.db.query<{ isSpent: boolean }>(
      `UPDATE ${this.#endpoints}
          SET failures = failures + 1, failing_since = coalesce(failing_since, clock_timestamp()),
              paused_until = greatest(paused_until, clock_timestamp() + $2::float8 * interval '1 millisecond')
        WHERE id = $1 AND status = 'enabled'
        RETURNING failing_since < clock_timestamp() - interval '${FAILING_FOR}' AS "isSpent"`,
      [claimed.endpointId, pauseMs],
    );
    return endpoint?.isSpent ?? false;
  }

  /** Nothing was sent, through no fault of its receiver. */
  async postpone({ endpointId, eventId, attempts }: Claimed, ms: number): Promise<void> {
    await this.db.execute(
      `UPDATE ${this.#deliveries} SET next_attempt_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
        WHERE endpoint_id = $1 AND event_id = $2 AND attempts = $3 AND status = 'waiting'`,
      [endpointId, eventId, attempts, ms],
    );
  }

  /** Nothing more is sent to it, and what waits has failed; answers how many, and undefined where it was disabled before. */
  async disable(endpointId: string, because: 'gone' | 'failing'): Promise<number | undefined> {
    const disabled = await this.db.execute(
      `UPDATE ${this.#endpoints} SET status = 'disabled', disabled_because = $2, updated_at = clock_timestamp()
        WHERE id = $1 AND status = 'enabled'`,
      [endpointId, because],
    );
    if (disabled === 0) return undefined;
    return this.db.execute(
      `UPDATE ${this.#deliveries}
          SET status = 'failed', settled_at = clock_timestamp(), expires_at = clock_timestamp() + interval '${KEPT_FOR}'
        WHERE endpoint_id = $1 AND status = 'waiting'`,
      [endpointId],
    );
  }

  /** How many wait and have failed, and for how many seconds the one that has waited longest. */
  async counts(): Promise<{ readonly waiting: number; readonly failed: number; readonly oldestS: number }> {
    const [row] = await this.db.query<{ waiting: number; failed: number; oldestS: number }>(
      `SELECT (SELECT count(*) FROM ${this.#deliveries} WHERE status = 'waiting') AS waiting,
              (SELECT count(*) FROM ${this.#deliveries} WHERE status = 'failed') AS failed,
              (SELECT coalesce(extract(epoch FROM clock_timestamp() - min(recorded_at)), 0)::float8
                 FROM ${this.#deliveries} WHERE status = 'waiting') AS "oldestS"`,
    );
    return row ?? { waiting: 0, failed: 0, oldestS: 0 };
  }
}
