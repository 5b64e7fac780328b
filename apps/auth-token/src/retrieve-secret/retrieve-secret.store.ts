import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';

@Injectable()
export class RetrieveSecretStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Whether a value of this version was ever in force. */
  async isStored(secretId: string, version: number): Promise<boolean> {
    const rows = await this.db.query(
      `SELECT FROM auth.stored_token_version WHERE secret_id = $1 AND version = $2 AND state = 'stored'`,
      [secretId, version],
    );
    return rows.length === 1;
  }
}
