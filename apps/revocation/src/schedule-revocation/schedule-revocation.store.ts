import { Inject, Injectable } from '@nestjs/common';
import { type Input, type scheduleRevocation } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { SCHEDULED_COLUMNS, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';

export type ScheduleTerms = Input<typeof scheduleRevocation> & {
  readonly target: string;
  readonly idempotencyKey: string | undefined;
};

@Injectable()
export class ScheduleRevocationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** By the database's clock, which is the one that decides when it is made. */
  async isWithin(effectiveAt: string, aheadDaysMax: number): Promise<boolean> {
    const [row] = await this.db.query<{ within: boolean }>(
      `SELECT $1::timestamptz > clock_timestamp()
          AND $1::timestamptz <= clock_timestamp() + $2 * interval '1 day' AS within`,
      [effectiveAt, aheadDaysMax],
    );
    return row?.within ?? false;
  }

  /** Undefined where the idempotency key was used before. */
  async record(terms: ScheduleTerms): Promise<ScheduledRow | undefined> {
    const { tenant, actor } = currentContext();
    const { scope, target, effective_at: effectiveAt, reason, note, metadata, idempotencyKey } = terms;
    const [row] = await this.db.query<ScheduledRow>(
      `INSERT INTO revocation.scheduled (id, tenant, scope, target, effective_at, reason, note, metadata, actor_type,
                                         actor_id, idempotency_key)
       VALUES ($1, $2, $3, $4, date_trunc('milliseconds', $5::timestamptz), $6, $7, $8, $9, $10, $11)
       ON CONFLICT (tenant, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
       RETURNING ${SCHEDULED_COLUMNS}`,
      [
        ...[uuidv7(), tenant, scope, target, effectiveAt, reason, note ?? null, JSON.stringify(metadata ?? {})],
        ...[actor.type, actor.id, idempotencyKey ?? null],
      ],
    );
    return row;
  }

  async byIdempotencyKey(idempotencyKey: string): Promise<ScheduledRow | undefined> {
    const [row] = await this.db.query<ScheduledRow>(
      `SELECT ${SCHEDULED_COLUMNS} FROM revocation.scheduled WHERE tenant = $1 AND idempotency_key = $2`,
      [currentContext().tenant, idempotencyKey],
    );
    return row;
  }
}
