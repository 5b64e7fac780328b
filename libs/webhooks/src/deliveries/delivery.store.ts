import { Inject, Injectable } from '@nestjs/common';
import { type Input, type ListWebhookDeliveries } from '@strongroom/contracts';
import { type WebhookDeliveryRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';

export type ShownDelivery = Omit<WebhookDeliveryRow, 'endpointId' | 'tenant' | 'firstAttemptAt' | 'expiresAt'>;

@Injectable()
export class DeliveryStore {
  readonly #table: string;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(WEBHOOK_TERMS) { log }: WebhookTerms,
  ) {
    this.#table = `${log.schema}.webhook_delivery`;
  }

  latest({
    webhook_id: id,
    status,
    limit,
    before_seq,
  }: Input<ListWebhookDeliveries>): Promise<readonly ShownDelivery[]> {
    return this.db.query<ShownDelivery>(
      `SELECT event_id AS "eventId", event_type AS "eventType", seq, status, attempts, last_outcome AS "lastOutcome",
              last_http_status AS "lastHttpStatus", last_attempt_at AS "lastAttemptAt", next_attempt_at AS "nextAttemptAt",
              recorded_at AS "recordedAt", settled_at AS "settledAt"
         FROM ${this.#table}
        WHERE tenant = $1 AND endpoint_id = $2 AND ($3::text IS NULL OR status = $3) AND ($4::int8 IS NULL OR seq < $4)
        ORDER BY seq DESC LIMIT $5`,
      [currentContext().tenant, id, status ?? null, before_seq ?? null, limit],
    );
  }

  /** Lets one that is settled wait again, or all that have failed; answers how many. */
  resend(id: string, eventId: string | undefined): Promise<number> {
    return this.db.execute(
      `UPDATE ${this.#table}
          SET status = 'waiting', attempts = 0, first_attempt_at = NULL, next_attempt_at = clock_timestamp(),
              settled_at = NULL, expires_at = 'infinity'
        WHERE tenant = $1 AND endpoint_id = $2
          AND CASE WHEN $3::uuid IS NULL THEN status = 'failed' ELSE event_id = $3 AND status <> 'waiting' END`,
      [currentContext().tenant, id, eventId ?? null],
    );
  }
}
