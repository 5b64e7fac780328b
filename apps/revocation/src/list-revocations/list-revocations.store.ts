import { Inject, Injectable } from '@nestjs/common';
import { type Input, type listRevocations } from '@strongroom/contracts';
import { Database } from '@strongroom/persistence';
import { REVOCATION_COLUMNS, type ShownRow } from '../revocations/revocation-rows.js';
import { sight } from '../revocations/sight.js';

const FITS = `($3::text IS NULL OR scope = $3)
  AND ($4::text IS NULL OR target = $4 OR scope = 'token' AND target = lower($4)) AND ($5::text IS NULL OR reason = $5)
  AND ($6::text IS NULL OR actor_id = $6) AND ($7::timestamptz IS NULL OR recorded_at >= $7)
  AND ($8::timestamptz IS NULL OR recorded_at < $8) AND ($9::uuid IS NULL OR id < $9)`;

@Injectable()
export class ListRevocationsStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /**
   * What is in sight. Across tenants, or it sees the caller's alone. Each part is read from the end of an index of its own: one
   * condition for all of them would sort all that a tenant ever revoked.
   */
  newest(filter: Input<typeof listRevocations>): Promise<readonly ShownRow[]> {
    const { scope, target, reason, revoked_by: revokedBy, from, to, limit, before } = filter;
    return this.db.query<ShownRow>(
      `SELECT ${REVOCATION_COLUMNS} FROM (
         SELECT entry.* FROM unnest($1::text[]) AS of (tenant) CROSS JOIN LATERAL (
           SELECT * FROM revocation.event WHERE event.tenant = of.tenant AND ${FITS} ORDER BY id DESC LIMIT $10
         ) AS entry
         UNION ALL (
           SELECT * FROM revocation.event
            WHERE $2 AND scope = 'tenant' AND tenant <> ALL ($1) AND ${FITS} ORDER BY id DESC LIMIT $10
         )
       ) AS event ORDER BY id DESC LIMIT $10`,
      [
        ...[...sight(), scope ?? null, target ?? null, reason ?? null, revokedBy ?? null],
        ...[from ?? null, to ?? null, before ?? null, limit],
      ],
    );
  }
}
