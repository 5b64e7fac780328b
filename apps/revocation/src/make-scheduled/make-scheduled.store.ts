import { Inject, Injectable } from '@nestjs/common';
import { type ScheduledRevocationRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { SCHEDULED_COLUMNS, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';

export type DueRow = Pick<ScheduledRevocationRow, 'id' | 'tenant' | 'scope' | 'target'>;

/** All of it across tenants. */
@Injectable()
export class MakeScheduledStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Those whose time has come by the database's clock, earliest first. */
  due(limit: number): Promise<readonly DueRow[]> {
    return this.db.query<DueRow>(
      `SELECT id, tenant, scope, target FROM revocation.scheduled
        WHERE status = 'waiting' AND effective_at <= clock_timestamp() ORDER BY effective_at, id LIMIT $1`,
      [limit],
    );
  }

  /** Locked until the transaction ends; undefined where another replica has it, or it was made or cancelled meanwhile. */
  async take(id: string): Promise<ScheduledRow | undefined> {
    const [row] = await this.db.query<ScheduledRow>(
      `SELECT ${SCHEDULED_COLUMNS} FROM revocation.scheduled WHERE id = $1 AND status = 'waiting'
          FOR UPDATE SKIP LOCKED`,
      [id],
    );
    return row;
  }

  async made(id: string, revocationId: string): Promise<void> {
    await this.db.execute(
      `UPDATE revocation.scheduled SET status = 'made', settled_at = clock_timestamp(), revocation_id = $2 WHERE id = $1`,
      [id, revocationId],
    );
  }
}
