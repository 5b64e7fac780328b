import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

@Injectable()
export class RevocationEventsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Across tenants, and of any tenant. */
  find(ids: readonly string[]): Promise<readonly ShownRow[]> {
    return this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event WHERE id = ANY ($1) AND seq IS NOT NULL`,
      [ids],
    );
  }
}
