import { Inject, Injectable } from '@nestjs/common';
import { type RevocableScope, type RevocationReason, type SchedulableScope } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Recorded } from '../log/announcement.js';
import { committedOf, PLACE_COLUMNS, type Committed, type PlacedRow } from '../log/place.js';
import { DENIED_FOR_S, KEPT_FOR_GOOD } from '../log/revocation-log.js';
import { guardName } from './guard-name.js';

export interface CutOffTerms {
  readonly scope: Exclude<SchedulableScope, 'token'>;
  readonly target: string;
  readonly reason: RevocationReason;
  readonly note: string | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
}

interface Earlier {
  readonly committed: Committed;
  readonly scope: RevocableScope;
  readonly target: string;
}

@Injectable()
export class CutOffStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Undefined where the tenant has used the idempotency key before. */
  async record(terms: CutOffTerms & { readonly idempotencyKey: string | undefined }): Promise<Recorded | undefined> {
    const { tenant, actor } = currentContext();
    const { scope, target, reason, note, metadata, idempotencyKey } = terms;
    const keptForGood = scope === 'signing_key' ? KEPT_FOR_GOOD : null;
    const [recorded] = await this.db.query<Recorded>(
      `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, note, actor_type, actor_id,
                                     idempotency_key, metadata, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
               coalesce($12::timestamptz, clock_timestamp() + $13 * interval '1 second'))
       ON CONFLICT (tenant, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
       RETURNING id AS "revocationId", recorded_at AS "recordedAt"`,
      [
        ...[uuidv7(), tenant, scope, target, guardName(scope, tenant, target), reason, note ?? null],
        ...[actor.type, actor.id, idempotencyKey ?? null, JSON.stringify(metadata ?? {}), keptForGood, DENIED_FOR_S],
      ],
    );
    return recorded;
  }

  async byIdempotencyKey(idempotencyKey: string): Promise<Earlier> {
    const [row] = await this.db.query<PlacedRow & Omit<Earlier, 'committed'>>(
      `SELECT ${PLACE_COLUMNS}, scope, target FROM revocation.event WHERE tenant = $1 AND idempotency_key = $2`,
      [currentContext().tenant, idempotencyKey],
    );
    if (row === undefined) throw new Error('a revocation that was in the way is not there');
    return { committed: committedOf(row), scope: row.scope, target: row.target };
  }
}
