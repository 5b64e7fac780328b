import { Inject, Injectable } from '@nestjs/common';
import { type emergencyStop, type Input } from '@strongroom/contracts';
import { type StopRequestRow } from '@strongroom/entities';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

type Terms = Input<typeof emergencyStop>;

export type StopRequest = Pick<StopRequestRow, 'id' | 'note' | 'metadata' | 'actorType' | 'actorId' | 'expiresAt'> &
  Pick<Terms, 'reason'> & {
    /** The stop that stood once it was confirmed. */
    readonly revocationId: string | null;
  };

const COLUMNS = `id, reason, note, metadata, actor_type AS "actorType", actor_id AS "actorId", expires_at AS "expiresAt",
  revocation_id AS "revocationId"`;

/** Its transactions are those of `everyTenant`, under the lock of stops. */
@Injectable()
export class StopRequestStore {
  constructor(@Inject(Database) private readonly db: Database) {}

  async waiting(): Promise<StopRequest | undefined> {
    const [row] = await this.db.query<StopRequest>(
      `SELECT ${COLUMNS} FROM revocation.stop_request
        WHERE tenant = $1 AND revocation_id IS NULL AND expires_at > clock_timestamp() ORDER BY id LIMIT 1`,
      [currentContext().tenant],
    );
    return row;
  }

  /** One that can be confirmed, or was. */
  async find(id: string): Promise<StopRequest | undefined> {
    const [row] = await this.db.query<StopRequest>(
      `SELECT ${COLUMNS} FROM revocation.stop_request
        WHERE tenant = $1 AND id = $2 AND (revocation_id IS NOT NULL OR expires_at > clock_timestamp())`,
      [currentContext().tenant, id],
    );
    return row;
  }

  async record({ reason, note, metadata }: Terms, withinS: number): Promise<StopRequest> {
    const { tenant, actor } = currentContext();
    const [row] = await this.db.query<StopRequest>(
      `INSERT INTO revocation.stop_request (id, tenant, reason, note, metadata, actor_type, actor_id, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8 * interval '1 second') RETURNING ${COLUMNS}`,
      [uuidv7(), tenant, reason, note ?? null, JSON.stringify(metadata ?? {}), actor.type, actor.id, withinS],
    );
    if (row === undefined) throw new Error('an insert of one row returned none');
    return row;
  }

  async settle(id: string, revocationId: string): Promise<void> {
    await this.db.execute(`UPDATE revocation.stop_request SET revocation_id = $3 WHERE tenant = $1 AND id = $2`, [
      ...[currentContext().tenant, id, revocationId],
    ]);
  }
}
