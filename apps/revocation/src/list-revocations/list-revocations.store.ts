import { Inject, Injectable } from '@nestjs/common';
import { type Input, type listRevocations } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';

@Injectable()
export class ListRevocationsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  newest(filter: Input<typeof listRevocations>): Promise<readonly ShownRow[]> {
    const { scope, target, reason, revoked_by: revokedBy, from, to, limit, before } = filter;
    return this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM revocation.event
        WHERE tenant = $1 AND ($2::text IS NULL OR scope = $2) AND ($3::text IS NULL OR target = $3)
          AND ($4::text IS NULL OR reason = $4) AND ($5::text IS NULL OR actor_id = $5)
          AND ($6::timestamptz IS NULL OR recorded_at >= $6) AND ($7::timestamptz IS NULL OR recorded_at < $7)
          AND ($8::uuid IS NULL OR id < $8)
        ORDER BY id DESC LIMIT $9`,
      [
        ...[currentContext().tenant, scope ?? null, target ?? null, reason ?? null, revokedBy ?? null],
        ...[from ?? null, to ?? null, before ?? null, limit],
      ],
    );
  }
}
