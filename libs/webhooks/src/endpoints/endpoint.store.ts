import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';
import { ENDPOINT_COLUMNS, type EndpointRow } from './endpoint-rows.js';

export interface NewEndpoint {
  readonly id: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string;
  readonly secretVersion: number;
}

export interface EndpointChanges {
  readonly url: string | undefined;
  readonly eventTypes: readonly string[] | undefined;
  readonly description: string | undefined;
}

@Injectable()
export class EndpointStore {
  readonly #table: string;

  constructor(
    @Inject(Database) private readonly db: Database,
    @Inject(WEBHOOK_TERMS) { log }: WebhookTerms,
  ) {
    this.#table = `${log.schema}.webhook_endpoint`;
  }

  /** How many the tenant has; who makes another one waits until the transaction ends. */
  async countAlone(): Promise<number> {
    const { tenant } = currentContext();
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`${this.#table} ${tenant}`]);
    const [row] = await this.db.query<{ count: number }>(
      `SELECT count(*) AS count FROM ${this.#table} WHERE tenant = $1`,
      [tenant],
    );
    return row?.count ?? 0;
  }

  async insert({ id, url, eventTypes, description, secretVersion }: NewEndpoint): Promise<EndpointRow> {
    const { tenant, actor } = currentContext();
    const [row] = await this.db.query<EndpointRow>(
      `INSERT INTO ${this.#table} (id, tenant, url, event_types, description, secret_version, created_by_type, created_by_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${ENDPOINT_COLUMNS}`,
      [id, tenant, url, eventTypes, description, secretVersion, actor.type, actor.id],
    );
    return there(row);
  }

  /** Across tenants, in the order in which they were made. */
  list(tenants: readonly string[]): Promise<readonly EndpointRow[]> {
    return this.db.query<EndpointRow>(
      `SELECT ${ENDPOINT_COLUMNS} FROM ${this.#table} WHERE tenant = ANY ($1) ORDER BY id`,
      [tenants],
    );
  }

  /** Across tenants. */
  async find(id: string, tenants: readonly string[]): Promise<EndpointRow | undefined> {
    const [row] = await this.db.query<EndpointRow>(
      `SELECT ${ENDPOINT_COLUMNS} FROM ${this.#table} WHERE id = $1 AND tenant = ANY ($2)`,
      [id, tenants],
    );
    return row;
  }

  /** What is undefined stays as it is. A new URL is tried at once. */
  async change(id: string, { url, eventTypes, description }: EndpointChanges): Promise<EndpointRow | undefined> {
    const [row] = await this.db.query<EndpointRow>(
      `UPDATE ${this.#table}
          SET url = coalesce($3, url), event_types = coalesce($4, event_types), description = coalesce($5, description),
              paused_until = CASE WHEN $3 <> url THEN '-infinity' ELSE paused_until END, updated_at = clock_timestamp()
        WHERE tenant = $1 AND id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
      [currentContext().tenant, id, url ?? null, eventTypes ?? null, description ?? null],
    );
    return row;
  }

  /** Undefined where it is not disabled, or not there. */
  async enable(id: string): Promise<EndpointRow | undefined> {
    const [row] = await this.db.query<EndpointRow>(
      `UPDATE ${this.#table}
          SET status = 'enabled', disabled_because = NULL, failures = 0, failing_since = NULL, paused_until = '-infinity',
              updated_at = clock_timestamp()
        WHERE tenant = $1 AND id = $2 AND status = 'disabled' RETURNING ${ENDPOINT_COLUMNS}`,
      [currentContext().tenant, id],
    );
    return row;
  }

  /** Undefined where `from` is not the version that signs: somebody else has rotated the secret, or the endpoint is gone. */
  async rotateSecret(
    id: string,
    { from, to, overlapS }: { readonly from: number; readonly to: number; readonly overlapS: number },
  ): Promise<EndpointRow | undefined> {
    const [row] = await this.db.query<EndpointRow>(
      `UPDATE ${this.#table}
          SET secret_version = $4, previous_secret_version = $3,
              previous_secret_until = clock_timestamp() + $5 * interval '1 second', updated_at = clock_timestamp()
        WHERE tenant = $1 AND id = $2 AND secret_version = $3 RETURNING ${ENDPOINT_COLUMNS}`,
      [currentContext().tenant, id, from, to, overlapS],
    );
    return row;
  }

  /** Those of `ids` that there are, across tenants. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.db.query<{ id: string }>(`SELECT id FROM ${this.#table} WHERE id = ANY ($1::uuid[])`, [
      ids,
    ]);
    return new Set(rows.map(({ id }) => id));
  }

  /** With its deliveries. */
  async remove(id: string): Promise<EndpointRow | undefined> {
    const [row] = await this.db.query<EndpointRow>(
      `DELETE FROM ${this.#table} WHERE tenant = $1 AND id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
      [currentContext().tenant, id],
    );
    return row;
  }
}

function there<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('an insert of one row returned none');
  return row;
}
