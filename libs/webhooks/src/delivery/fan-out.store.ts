import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';

/** All of it across tenants. */
@Injectable()
export class FanOutStore {
  readonly #schema: string;
  readonly #log: string;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(WEBHOOK_TERMS) { log }: WebhookTerms,
  ) {
    this.#schema = log.schema;
    this.#log = log.table;
  }

  /** Whether the log has more than deliveries were made of; reads, and locks nothing. */
  async isBehind(): Promise<boolean> {
    const [row] = await this.db.query<{ behind: boolean }>(
      `SELECT EXISTS (SELECT FROM ${this.#schema}.webhook_event WHERE seq > position.seq) AS behind
         FROM ${this.#schema}.webhook_position AS position WHERE log = $1`,
      [this.#log],
    );
    return row?.behind ?? false;
  }

  /** The last place that deliveries were made of, locked until the transaction ends; undefined while another replica has it. */
  async take(): Promise<number | undefined> {
    const [row] = await this.db.query<{ seq: number }>(
      `SELECT seq FROM ${this.#schema}.webhook_position WHERE log = $1 FOR UPDATE SKIP LOCKED`,
      [this.#log],
    );
    return row?.seq;
  }

  /** The place of the last of the `limit` entries behind `after`; undefined where there is none. */
  async nextPlace(after: number, limit: number): Promise<number | undefined> {
    const [row] = await this.db.query<{ seq: number | null }>(
      `SELECT max(seq) AS seq FROM (
         SELECT seq FROM ${this.#schema}.webhook_event WHERE seq > $1 ORDER BY seq LIMIT $2) AS next`,
      [after, limit],
    );
    return row?.seq ?? undefined;
  }

  /** For every entry behind `after` up to `through` and every endpoint that wants it, a row; and the position with them. */
  async make({ after, through }: { readonly after: number; readonly through: number }): Promise<number> {
    const made = await this.db.execute(
      `INSERT INTO ${this.#schema}.webhook_delivery (endpoint_id, event_id, tenant, event_type, seq)
       SELECT endpoint.id, event.event_id, event.tenant, event.event_type, event.seq
         FROM ${this.#schema}.webhook_event AS event
         JOIN ${this.#schema}.webhook_endpoint AS endpoint
           ON endpoint.tenant = event.tenant AND endpoint.status = 'enabled' AND event.event_type = ANY (endpoint.event_types)
        WHERE event.seq > $1 AND event.seq <= $2
       ON CONFLICT DO NOTHING`,
      [after, through],
    );
    await this.db.execute(`UPDATE ${this.#schema}.webhook_position SET seq = $2 WHERE log = $1`, [this.#log, through]);
    return made;
  }
}
