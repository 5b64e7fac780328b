import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { type ClaimedVersion } from './claimed-version.js';
import { type ShownSecretRow } from './secret-metadata.js';
import { SHOWN_COLUMNS } from './stored-secrets.store.js';

/** The row of a version goes from `writing` to `stored` or to `abandoning`, whichever transaction is first. */
@Injectable()
export class VersionOutcomeStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async markStored({ secretId, version }: ClaimedVersion): Promise<ShownSecretRow | undefined> {
    const moved = await this.move(secretId, version, 'stored');
    if (!moved) return undefined;
    const [row] = await this.db.query<ShownSecretRow>(
      `UPDATE auth.stored_token
          SET state = 'active', version = $2, pending_version = NULL, changing_since = NULL, updated_at = clock_timestamp()
        WHERE secret_id = $1
        RETURNING ${SHOWN_COLUMNS}`,
      [secretId, version],
    );
    return row;
  }

  /** As `markStored` has left it, if somebody has called that before. */
  async findStored({ secretId, version }: ClaimedVersion): Promise<ShownSecretRow | undefined> {
    const [row] = await this.db.query<ShownSecretRow>(
      `SELECT ${SHOWN_COLUMNS} FROM auth.stored_token
        WHERE secret_id = $1 AND state = 'active'
          AND EXISTS (SELECT FROM auth.stored_token_version v
                       WHERE v.secret_id = $1 AND v.version = $2 AND v.state = 'stored')`,
      [secretId, version],
    );
    return row && { ...row, version };
  }

  markAbandoning({ secretId, version }: ClaimedVersion): Promise<boolean> {
    return this.move(secretId, version, 'abandoning');
  }

  private async move(secretId: string, version: number, state: 'stored' | 'abandoning'): Promise<boolean> {
    const moved = await this.db.execute(
      `UPDATE auth.stored_token_version SET state = $3 WHERE secret_id = $1 AND version = $2 AND state = 'writing'`,
      [secretId, version, state],
    );
    return moved === 1;
  }
}
