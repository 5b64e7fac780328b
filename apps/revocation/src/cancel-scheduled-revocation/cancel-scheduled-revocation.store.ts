import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { SCHEDULED_COLUMNS, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';

@Injectable()
export class CancelScheduledRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Across tenants. Locked until the transaction ends, so that it is not made and cancelled at once. */
  async find(id: string, tenants: readonly string[]): Promise<ScheduledRow | undefined> {
    const [row] = await this.db.query<ScheduledRow>(
      `SELECT ${SCHEDULED_COLUMNS} FROM revocation.scheduled WHERE id = $1 AND tenant = ANY ($2) FOR UPDATE`,
      [id, tenants],
    );
    return row;
  }

  async cancel(id: string): Promise<ScheduledRow> {
    const [row] = await this.db.query<ScheduledRow>(
      `UPDATE revocation.scheduled SET status = 'cancelled', settled_at = clock_timestamp()
        WHERE id = $1 AND status = 'waiting' RETURNING ${SCHEDULED_COLUMNS}`,
      [id],
    );
    if (row === undefined) throw new Error('a scheduled revocation that was locked has changed');
    return row;
  }
}
