import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@strongroom/persistence';
import { IN_SIGHT, sight } from '../revocations/sight.js';
import { type HeardGuard } from './propagation.js';

@Injectable()
export class ShowPropagationStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Undefined where what stands at this place is not in sight. */
  async sealing(seq: number): Promise<{ readonly sealedAt: Date; readonly askedAt: Date } | undefined> {
    const [row] = await this.db.query<{ sealedAt: Date; askedAt: Date }>(
      `SELECT sealed_at AS "sealedAt", clock_timestamp() AS "askedAt" FROM revocation.event WHERE ${IN_SIGHT} AND seq = $3`,
      [...sight(), seq],
    );
    return row;
  }

  /** Every guard that was heard of within the last hour, with its first report from `seq` on. */
  guards(seq: number): Promise<readonly HeardGuard[]> {
    return this.db.query<HeardGuard>(
      `SELECT guard.guard, guard.service, guard.applied_seq AS "appliedSeq", guard.first_seen_at AS "firstSeenAt",
              guard.last_seen_at AS "lastSeenAt", report.applied_at AS "appliedAt"
         FROM revocation.guard
         LEFT JOIN LATERAL (
           SELECT applied_at FROM revocation.guard_report
            WHERE guard_report.service = guard.service AND guard_report.guard = guard.guard AND guard_report.seq >= $1
            ORDER BY guard_report.seq LIMIT 1
         ) AS report ON true
        WHERE guard.last_seen_at > clock_timestamp() - interval '1 hour'
        ORDER BY guard.service, guard.guard`,
      [seq],
    );
  }
}
