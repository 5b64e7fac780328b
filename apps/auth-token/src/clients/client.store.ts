import { Inject, Injectable } from '@nestjs/common';
import { type ClientRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';

/** A client as whoever authenticates it needs it. */
export type KnownClient = Omit<ClientRow, 'name' | 'recordedAt'>;

@Injectable()
export class ClientStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * The client of that id, whatever its tenant: where a client proves itself nobody is known yet. The row policy shows a
   * transaction across tenants the one client that it has named, and no other.
   */
  async find(clientId: string): Promise<KnownClient | undefined> {
    await this.db.query(`SELECT set_config('strongroom.client_id', $1, true)`, [clientId]);
    const [client] = await this.db.query<KnownClient>(
      `SELECT client_id AS "clientId", tenant, secret_hash AS "secretHash", scopes,
              access_token_ttl_seconds AS "accessTokenTtlSeconds", disabled_at AS "disabledAt"
         FROM auth.client WHERE client_id = $1`,
      [clientId],
    );
    return client;
  }
}
