import { type Output, type showRevocation } from '@strongroom/contracts';
import { type RevocationEventRow } from '@strongroom/entities';
import { everyTenant, mayReachBeyond } from '@strongroom/security-context';

type Revocation = Output<typeof showRevocation>;

/** The columns of a revocation as people see it, named as in its row. */
export const REVOCATION_COLUMNS = `id, seq, tenant, scope, target, reason, note, service_name AS "serviceName", metadata,
  actor_type AS "actorType", actor_id AS "actorId", recorded_at AS "recordedAt", sealed_at AS "sealedAt", expires_at AS "expiresAt"`;

export type ShownRow = Omit<RevocationEventRow, 'id128' | 'idempotencyKey' | 'batchId' | 'reason' | 'scope'> &
  Pick<Revocation, 'reason' | 'scope'>;

/** As its readers see it: the words about what ended every tenant's tokens may be about one of the others, and are for those who may do so. */
export function revocationOf(row: ShownRow): Revocation {
  const revocation = wholeRevocationOf(row);
  if (row.tenant !== everyTenant || mayReachBeyond()) return revocation;
  return { ...revocation, note: null, metadata: {} };
}

/** For whoever was found to have a right to all of it. */
export function wholeRevocationOf(row: ShownRow): Revocation {
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
