import { Inject, Injectable } from '@nestjs/common';
import { type Input, type revokeTokens } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';
import { type Recorded } from '../log/announcement.js';
import { idBytes } from '../log/id-bytes.js';
import { committedOf, PLACE_COLUMNS, type Committed, type PlacedRow } from '../log/place.js';
import { DENIED_FOR_S } from '../log/revocation-log.js';

@Injectable()
export class RevokeTokensStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  /** Those of `jtis`, which are distinct, that were not revoked yet. */
  record(
    batchId: string,
    { jtis, reason, note, service_name: serviceName, metadata }: Input<typeof revokeTokens>,
  ): Promise<readonly (Recorded & { readonly jti: string })[]> {
    const { tenant, actor } = currentContext();
    // In one order, so that two calls with the same tokens wait for each other and not in a circle.
    const ordered = jtis.toSorted();
    return this.db.query(
      `INSERT INTO revocation.event (id, tenant, scope, target, id128, reason, note, service_name, metadata, actor_type,
                                     actor_id, batch_id, expires_at)
       SELECT one.id, $4, 'token', one.jti, one.id128, $5, $6, $7, $8, $9, $10, $11,
              clock_timestamp() + $12 * interval '1 second'
         FROM unnest($1::uuid[], $2::text[], $3::bytea[]) WITH ORDINALITY AS one (id, jti, id128, n) ORDER BY one.n
       ON CONFLICT (tenant, target) WHERE scope = 'token' DO NOTHING
       RETURNING id AS "revocationId", target AS jti, recorded_at AS "recordedAt"`,
      [
        ...[ordered.map(() => uuidv7()), ordered, ordered.map((jti) => idBytes('token', tenant, jti))],
        ...[tenant, reason, note ?? null, serviceName ?? null, JSON.stringify(metadata ?? {})],
        ...[actor.type, actor.id, batchId, DENIED_FOR_S],
      ],
    );
  }

  async committed(jtis: readonly string[]): Promise<ReadonlyMap<string, Committed>> {
    const rows = await this.db.query<PlacedRow & { readonly jti: string }>(
      `SELECT ${PLACE_COLUMNS}, target AS jti FROM revocation.event
        WHERE tenant = $1 AND scope = 'token' AND target = ANY ($2)`,
      [currentContext().tenant, jtis],
    );
    return new Map(rows.map((row) => [row.jti, committedOf(row)]));
  }
}
