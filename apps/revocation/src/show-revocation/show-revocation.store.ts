import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

@Injectable()
export class ShowRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async find(revocationId: string): Promise<ShownRow | undefined> {
    const [row] = await this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event WHERE tenant = $1 AND id = $2`,
      [currentContext().tenant, revocationId],
    );
    return row;
  }
}
