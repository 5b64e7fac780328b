import { allow, type Output, type SchedulableScope, type scheduleRevocation } from '@strongroom/contracts';
import { type ScheduledRevocationRow } from '@strongroom/entities';
import { type ActorType, currentContext, everyTenant, requireAccess } from '@strongroom/security-context';

type Scheduled = Output<typeof scheduleRevocation>;

/** The columns of a scheduled revocation, named as in its row. */
export const SCHEDULED_COLUMNS = `id, tenant, scope, target, effective_at AS "effectiveAt", reason, note, metadata,
  actor_type AS "actorType", actor_id AS "actorId", scheduled_at AS "scheduledAt", status, settled_at AS "settledAt",
  revocation_id AS "revocationId"`;

export type ScheduledRow = Omit<ScheduledRevocationRow, 'idempotencyKey' | 'reason' | 'actorType'> &
  Pick<Scheduled, 'reason'> & { readonly actorType: ActorType };

export function scheduledOf(row: ScheduledRow): Scheduled {
  return {
    scheduled_id: row.id,
    status: row.status,
    scope: row.scope,
    target: row.target === '' ? null : row.target,
    effective_at: row.effectiveAt.toISOString(),
    reason: row.reason,
    note: row.note,
    metadata: row.metadata,
    scheduled_by: { type: row.actorType, id: row.actorId },
    scheduled_at: row.scheduledAt.toISOString(),
    settled_at: row.settledAt?.toISOString() ?? null,
    revocation_id: row.revocationId,
  };
}

/** Where one of this scope is kept; what an emergency takes is refused to who may not revoke it now either. */
export function keptIn(scope: SchedulableScope): string {
  const context = currentContext();
  switch (scope) {
    case 'tenant':
    case 'signing_key':
    case 'global':
      requireAccess(allow('revocation:emergency'), context);
      return everyTenant;
    case 'service':
      requireAccess(allow('revocation:emergency'), context);
      return context.tenant;
    case 'token':
    case 'session':
    case 'family':
    case 'key':
    case 'subject':
    case 'client':
      return context.tenant;
  }
}
