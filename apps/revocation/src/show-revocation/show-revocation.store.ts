import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';
import { IN_SIGHT, sight } from '../revocations/sight.js';

@Injectable()
export class ShowRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async find(revocationId: string): Promise<ShownRow | undefined> {
    const [row] = await this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event WHERE ${IN_SIGHT} AND id = $3`,
      [...sight(), revocationId],
    );
    return row;
  }
}
