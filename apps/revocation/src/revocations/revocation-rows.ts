import { type Output, type showRevocation } from '@strongroom/contracts';
import { type RevocationEventRow } from '@strongroom/entities';
import { EVERY_TENANT } from '../log/every-tenant.js';
import { mayReachBeyond } from './sight.js';

type Revocation = Output<typeof showRevocation>;

/** The columns of a revocation as people see it, named as in its row. */
export const REVOCATION_COLUMNS = `id, seq, tenant, scope, target, reason, note, service_name AS "serviceName", metadata,
  actor_type AS "actorType", actor_id AS "actorId", recorded_at AS "recordedAt", sealed_at AS "sealedAt", expires_at AS "expiresAt"`;

export type ShownRow = Omit<RevocationEventRow, 'id128' | 'idempotencyKey' | 'batchId' | 'reason' | 'scope'> &
  Pick<Revocation, 'reason' | 'scope'>;

/** The words about what ended every tenant's tokens are for those who may do so: they may be about one of the others. */
export function revocationOf(row: ShownRow): Revocation {
  const areWordsKept = row.tenant === EVERY_TENANT && !mayReachBeyond();
  return {
    revocation_id: row.id,
    status: row.seq === null ? 'pending' : 'sealed',
    seq: row.seq,
    scope: row.scope,
    target: row.target,
    reason: row.reason,
    note: areWordsKept ? null : row.note,
    service_name: row.serviceName,
    metadata: areWordsKept ? {} : row.metadata,
    revoked_by: { type: row.actorType, id: row.actorId },
    recorded_at: row.recordedAt.toISOString(),
    sealed_at: row.sealedAt?.toISOString() ?? null,
    expires_at: row.expiresAt.toISOString(),
  };
}
