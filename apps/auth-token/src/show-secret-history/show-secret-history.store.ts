import { Inject, Injectable } from '@nestjs/common';
import { type StoredTokenVersionRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';

export type ShownVersionRow = Omit<StoredTokenVersionRow, 'secretId' | 'tenant'>;

@Injectable()
export class ShowSecretHistoryStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Newest first; none if the secret cannot be seen. */
  versions(secretId: string): Promise<readonly ShownVersionRow[]> {
    return this.db.query<ShownVersionRow>(
      `SELECT v.version, v.state, v.requested_by_type AS "requestedByType", v.requested_by_id AS "requestedById",
              v.recorded_at AS "recordedAt"
         FROM auth.stored_token_version v JOIN auth.stored_token t USING (secret_id)
        WHERE secret_id = $1 AND t.state = 'active'
        ORDER BY v.version DESC`,
      [secretId],
    );
  }
}
