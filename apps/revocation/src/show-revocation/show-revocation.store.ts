import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { EVERY_TENANT } from '../log/every-tenant.js';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

@Injectable()
export class ShowRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** The tenant's own, or one that is everybody's: across tenants, or it sees the tenant's alone. */
  async find(revocationId: string): Promise<ShownRow | undefined> {
    const [row] = await this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event WHERE tenant IN ($1, $2) AND id = $3`,
      [currentContext().tenant, EVERY_TENANT, revocationId],
    );
    return row;
  }
}
