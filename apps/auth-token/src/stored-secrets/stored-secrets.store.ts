import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type ShownSecretRow } from './secret-metadata.js';

export const SHOWN_COLUMNS = `secret_id AS "secretId", service_name AS "serviceName", token_type AS "tokenType", name, version,
  expires_at AS "expiresAt", recorded_at AS "recordedAt", updated_at AS "updatedAt"`;

/** Reads of `auth.stored_token` that several use cases share; row-level security keeps them to the tenant. */
@Injectable()
export class StoredSecretsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Only an active secret can be seen: one that is being stored or deleted is not there. */
  async find(secretId: string): Promise<ShownSecretRow | undefined> {
    const [row] = await this.db.query<ShownSecretRow>(
      `SELECT ${SHOWN_COLUMNS} FROM auth.stored_token WHERE secret_id = $1 AND state = 'active'`,
      [secretId],
    );
    return row;
  }
}
