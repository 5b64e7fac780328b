import { Inject, Injectable } from '@nestjs/common';
import { type StoredTokenRow, type StoredTokenVersionRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { type ClaimedVersion } from '../stored-secrets/claimed-version.js';

/** A change that began and has not ended. */
export type UnsettledRow = Pick<StoredTokenRow, 'tenant' | 'secretId' | 'state'> & {
  /** None while it is deleted. */
  readonly pendingVersion: number | null;
  readonly versionState: StoredTokenVersionRow['state'] | null;
};

@Injectable()
export class SettleSecretsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * Across tenants, oldest first: what is to be deleted or was given up, and versions whose writer has not been heard of for
   * `writerSilentMs`.
   */
  unsettled(writerSilentMs: number, limit: number): Promise<readonly UnsettledRow[]> {
    return this.db.query<UnsettledRow>(
      `SELECT t.tenant, t.secret_id AS "secretId", t.state, t.pending_version AS "pendingVersion", v.state AS "versionState"
         FROM auth.stored_token t
         LEFT JOIN auth.stored_token_version v ON v.secret_id = t.secret_id AND v.version = t.pending_version
        WHERE t.changing_since IS NOT NULL
          AND (t.state = 'deleting' OR v.state = 'abandoning'
               OR t.changing_since < clock_timestamp() - $1 * interval '1 millisecond')
        ORDER BY t.changing_since LIMIT $2`,
      [writerSilentMs, limit],
    );
  }

  /** Frees the secret for the next change; one that never had a value goes altogether. */
  async forgetAbandoned({ secretId, version }: ClaimedVersion, lastVersion: number): Promise<void> {
    const abandoned = await this.db.execute(
      `UPDATE auth.stored_token_version SET state = 'abandoned'
        WHERE secret_id = $1 AND version = $2 AND state = 'abandoning'`,
      [secretId, version],
    );
    if (abandoned === 0) return;
    await this.db.execute(`DELETE FROM auth.stored_token WHERE secret_id = $1 AND state = 'storing'`, [secretId]);
    await this.db.execute(
      `UPDATE auth.stored_token SET pending_version = NULL, changing_since = NULL, last_version = $2
        WHERE secret_id = $1 AND state = 'active'`,
      [secretId, lastVersion],
    );
  }
}
