import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';

@Injectable()
export class DeleteSecretStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** From here on nobody sees the secret; whether it was at the expected version, and nobody changing it. */
  async begin(secretId: string, expectedVersion: number): Promise<boolean> {
    const begun = await this.db.execute(
      `UPDATE auth.stored_token SET state = 'deleting', changing_since = clock_timestamp()
        WHERE secret_id = $1 AND state = 'active' AND version = $2 AND changing_since IS NULL`,
      [secretId, expectedVersion],
    );
    return begun === 1;
  }
}
