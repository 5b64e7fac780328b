import { Inject, Injectable } from '@nestjs/common';
import { type Input, type listRevocations } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

@Injectable()
export class ListRevocationsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  newest({ scope, target, limit, before }: Input<typeof listRevocations>): Promise<readonly ShownRow[]> {
    return this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event
        WHERE tenant = $1 AND ($2::text IS NULL OR scope = $2) AND ($3::text IS NULL OR target = $3)
          AND ($4::uuid IS NULL OR id < $4)
        ORDER BY id DESC LIMIT $5`,
      [currentContext().tenant, scope ?? null, target ?? null, before ?? null, limit],
    );
  }
}
