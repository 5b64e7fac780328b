import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

@Injectable()
export class RotateSecretStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The number of the version to write, if the secret is at the expected one and nobody is changing it. */
  async claim(secretId: string, expectedVersion: number): Promise<number | undefined> {
    const { actor } = currentContext();
    const [claimed] = await this.db.query<{ version: number }>(
      `WITH claimed AS (
         UPDATE auth.stored_token
            SET last_version = last_version + 1, pending_version = last_version + 1, changing_since = clock_timestamp()
          WHERE secret_id = $1 AND state = 'active' AND version = $2 AND changing_since IS NULL
          RETURNING secret_id, tenant, pending_version
       )
       INSERT INTO auth.stored_token_version (secret_id, version, tenant, state, requested_by_type, requested_by_id)
       SELECT secret_id, pending_version, tenant, 'writing', $3, $4 FROM claimed
       RETURNING version`,
      [secretId, expectedVersion, actor.type, actor.id],
    );
    return claimed?.version;
  }
}
