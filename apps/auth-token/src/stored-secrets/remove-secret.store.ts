import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';

@Injectable()
export class RemoveSecretStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The row and with it the rows of its versions; false if they are gone already. */
  async removeDeleting(secretId: string): Promise<boolean> {
    const removed = await this.db.execute(`DELETE FROM auth.stored_token WHERE secret_id = $1 AND state = 'deleting'`, [
      secretId,
    ]);
    return removed === 1;
  }
}
