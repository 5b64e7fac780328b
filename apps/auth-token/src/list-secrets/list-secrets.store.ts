import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type ShownSecretRow } from '../stored-secrets/secret-metadata.js';
import { SHOWN_COLUMNS } from '../stored-secrets/stored-secrets.store.js';

@Injectable()
export class ListSecretsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Newest first: the ids are UUIDv7. */
  newest(limit: number, before: string | undefined): Promise<readonly ShownSecretRow[]> {
    return this.db.query<ShownSecretRow>(
      `SELECT ${SHOWN_COLUMNS} FROM auth.stored_token
        WHERE tenant = $1 AND state = 'active' AND ($2::uuid IS NULL OR secret_id < $2)
        ORDER BY secret_id DESC LIMIT $3`,
      [currentContext().tenant, before ?? null, limit],
    );
  }
}
