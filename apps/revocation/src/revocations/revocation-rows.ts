import { type Output, type showRevocation } from '@strongroom/contracts';
import { type RevocationEventRow } from '@strongroom/entities';

type Revocation = Output<typeof showRevocation>;

/** The columns of a revocation as people see it, named as in its row. */
export const REVOCATION_COLUMNS = `id, seq, scope, target, reason, note, service_name AS "serviceName", metadata,
  actor_type AS "actorType", actor_id AS "actorId", recorded_at AS "recordedAt", sealed_at AS "sealedAt", expires_at AS "expiresAt"`;

export type ShownRow = Omit<
  RevocationEventRow,
  'tenant' | 'id128' | 'idempotencyKey' | 'batchId' | 'reason' | 'scope'
> &
  Pick<Revocation, 'reason' | 'scope'>;

export function revocationOf(row: ShownRow): Revocation {
  return {
    revocation_id: row.id,
    status: row.seq === null ? 'pending' : 'sealed',
    seq: row.seq,
    scope: row.scope,
    target: row.target,
    reason: row.reason,
    note: row.note,
    service_name: row.serviceName,
    metadata: row.metadata,
    revoked_by: { type: row.actorType, id: row.actorId },
    recorded_at: row.recordedAt.toISOString(),
    sealed_at: row.sealedAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
  };
}
