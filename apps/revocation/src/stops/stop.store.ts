import { Inject, Injectable } from '@nestjs/common';
import { type revokeEverything, type Input } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Recorded } from '../log/announcement.js';
import { idBytes } from '../log/id-bytes.js';
import { PLACE_COLUMNS, type PlacedRow } from '../log/place.js';
import { KEPT_FOR_GOOD } from '../log/revocation-log.js';

/** A stop, or the lift of one: then `target` is the place of the stop that it lifts. */
export interface Stop extends PlacedRow {
  readonly scope: 'stop' | 'lift';
  readonly target: string;
}

export type StopTerms = Pick<Stop, 'scope' | 'target'> & Input<typeof revokeEverything>;

/** Its transactions are those of `everyTenant`. */
@Injectable()
export class StopStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Stops and lifts are decided one after the other; held until the transaction ends. */
  async lock(): Promise<void> {
    await this.db.query(`SELECT pg_advisory_xact_lock(hashtextextended('revocation.stop', 0))`);
  }

  /** The last of them; what is not sealed yet is behind everything that is. */
  async latest(): Promise<Stop | undefined> {
    const [row] = await this.db.query<Stop>(
      `SELECT ${PLACE_COLUMNS}, scope, target FROM revocation.event
        WHERE tenant = $1 AND scope IN ('stop', 'lift') ORDER BY seq DESC NULLS FIRST, recorded_at DESC LIMIT 1`,
      [currentContext().tenant],
    );
    return row;
  }

  /** Behind what is not sealed yet, even if the database's clock was set back meanwhile: the sealer goes by `recorded_at`. */
  async record({ scope, target, reason, note, metadata }: StopTerms): Promise<Recorded> {
    const { tenant, actor } = currentContext();
    const [recorded] = await this.db.query<Recorded>(
      `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, note, metadata, actor_type, actor_id,
                                     recorded_at, expires_at)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
              greatest(clock_timestamp(), max(recorded_at) + interval '1 microsecond'), $11
         FROM revocation.event WHERE tenant = $2 AND scope IN ('stop', 'lift') AND seq IS NULL
       RETURNING id AS "revocationId", recorded_at AS "recordedAt"`,
      [
        ...[
          uuidv7(),
          tenant,
          scope,
          target,
          idBytes(scope, '', ''),
          reason,
          note ?? null,
          JSON.stringify(metadata ?? {}),
        ],
        ...[actor.type, actor.id, KEPT_FOR_GOOD],
      ],
    );
    if (recorded === undefined) throw new Error('an insert of one row returned none');
    return recorded;
  }
}
