import { Inject, Injectable } from '@nestjs/common';
import { type Input, type revokeToken } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { DENIED_FOR_S } from '../log/revocation-log.js';
import { type Recorded } from '../log/announcement.js';
import { idBytes } from '../log/id-bytes.js';
import { committedOf, PLACE_COLUMNS, type Committed, type PlacedRow } from '../log/place.js';

@Injectable()
export class RevokeTokenStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Undefined where the token is revoked already. */
  async record(about: Input<typeof revokeToken>): Promise<Recorded | undefined> {
    const { tenant, actor } = currentContext();
    const { jti, reason, note, service_name: serviceName, metadata } = about;
    const [recorded] = await this.db.query<Recorded>(
      `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, note, service_name, metadata, actor_type,
                                     actor_id, expires_at)
       VALUES ($1, $2, 'token', $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp() + $11 * interval '1 second')
       ON CONFLICT (tenant, target) WHERE scope = 'token' DO NOTHING
       RETURNING id AS "revocationId", recorded_at AS "recordedAt"`,
      [
        ...[uuidv7(), tenant, jti, idBytes('token', tenant, jti), reason, note ?? null, serviceName ?? null],
        ...[JSON.stringify(metadata ?? {}), actor.type, actor.id, DENIED_FOR_S],
      ],
    );
    return recorded;
  }

  async earlier(jti: string): Promise<Committed> {
    const [row] = await this.db.query<PlacedRow>(
      `SELECT ${PLACE_COLUMNS} FROM revocation.event WHERE tenant = $1 AND target = $2 AND scope = 'token'`,
      [currentContext().tenant, jti],
    );
    if (row === undefined) throw new Error('a revocation that was in the way is not there');
    return committedOf(row);
  }
}
