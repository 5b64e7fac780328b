import { Inject, Injectable } from '@nestjs/common';
import { type AuditEntryRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';

type Shown =
  'id' | 'recordedAt' | 'action' | 'outcome' | 'actorType' | 'actorId' | 'targetType' | 'targetId' | 'traceId';
export type ShownAuditRow = Pick<AuditEntryRow, Shown> & { readonly details: Readonly<Record<string, unknown>> };

@Injectable()
export class ListAuditEntriesStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Newest first: the ids are UUIDv7. Across tenants, or it sees the caller's alone. */
  newest(tenants: readonly string[], limit: number, before: string | undefined): Promise<readonly ShownAuditRow[]> {
    return this.db.query<ShownAuditRow>(
      `SELECT id, recorded_at AS "recordedAt", action, outcome, actor_type AS "actorType", actor_id AS "actorId",
              target_type AS "targetType", target_id AS "targetId", details, trace_id AS "traceId"
         FROM unnest($1::text[]) AS of (tenant) CROSS JOIN LATERAL (
           SELECT * FROM audit.entry WHERE entry.tenant = of.tenant AND ($2::uuid IS NULL OR id < $2)
            ORDER BY id DESC LIMIT $3
         ) AS entry
        ORDER BY id DESC LIMIT $3`,
      [tenants, before ?? null, limit],
    );
  }
}
