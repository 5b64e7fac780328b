import { Inject, Injectable } from '@nestjs/common';
import { type Input, type listScheduledRevocations } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { SCHEDULED_COLUMNS, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';

@Injectable()
export class ListScheduledRevocationsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Across tenants, or it sees the caller's alone. */
  newest(
    tenants: readonly string[],
    { status, limit, before }: Input<typeof listScheduledRevocations>,
  ): Promise<readonly ScheduledRow[]> {
    return this.db.query<ScheduledRow>(
      `SELECT ${SCHEDULED_COLUMNS} FROM revocation.scheduled
        WHERE tenant = ANY ($1) AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id < $3)
        ORDER BY id DESC LIMIT $4`,
      [tenants, status ?? null, before ?? null, limit],
    );
  }
}
