import { Inject, Injectable } from '@nestjs/common';
import { type AuditEntryRow } from '@strongroom/entities';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

type Shown =
  'id' | 'recordedAt' | 'action' | 'outcome' | 'actorType' | 'actorId' | 'targetType' | 'targetId' | 'traceId';
export type ShownAuditRow = Pick<AuditEntryRow, Shown> & { readonly details: Readonly<Record<string, unknown>> };

@Injectable()
export class ListAuditEntriesStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Newest first: the ids are UUIDv7. */
  page(limit: number, before: string | undefined): Promise<readonly ShownAuditRow[]> {
    return this.db.query<ShownAuditRow>(
      `SELECT id, recorded_at AS "recordedAt", action, outcome, actor_type AS "actorType", actor_id AS "actorId",
              target_type AS "targetType", target_id AS "targetId", details, trace_id AS "traceId"
         FROM audit.entry
        WHERE tenant = $1 AND ($2::uuid IS NULL OR id < $2)
        ORDER BY id DESC LIMIT $3`,
      [currentContext().tenant, before ?? null, limit],
    );
  }
}
