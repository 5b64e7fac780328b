import { Injectable } from '@nestjs/common';
import { uuidv7 } from '@strongroom/kernel';
import { Database } from '@strongroom/persistence';
import { currentContext } from '@strongroom/security-context';

type Fact = string | number | boolean | null;

/** Facts about what was done, one level deep. Never a secret, and never what a caller's text or document says. */
export type AuditDetails = Readonly<Record<string, Fact | readonly Fact[]>>;

export interface AuditRecord {
  /** `<thing>.<verb>`, as in `token.revoke`. */
  readonly action: string;
  readonly target: { readonly type: string; readonly id: string };
  readonly outcome: 'succeeded' | 'denied' | 'failed';
  readonly details?: AuditDetails;
}

/** Thirteen months: a year, and time to look into what was noticed at its end. */
const KEEPS = '400 days';

/**
 * What was done, by whom and on whose behalf. The entry is part of the transaction that it speaks of: no act without its entry,
 * no entry of an act that was rolled back. Who, from where and under which credential come from the security context.
 */
@Injectable()
export class AuditLog {
  constructor(private readonly db: Database) {}

  /** Adds an entry to the current transaction; throws outside one, and without a security context. */
  async record({ action, target, outcome, details = {} }: AuditRecord): Promise<void> {
    const { tenant, actor, actorChain, credential, ip, userAgent, traceId } = currentContext();
    await this.db.execute(
      `INSERT INTO audit.entry (id, expires_at, tenant, action, outcome, target_type, target_id, actor_type, actor_id,
                                actor_chain, token_id, session_id, ip, user_agent, trace_id, details)
       VALUES ($1, now() + interval '${KEEPS}', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        uuidv7(),
        tenant,
        action,
        outcome,
        target.type,
        target.id,
        actor.type,
        actor.id,
        JSON.stringify(actorChain),
        credential?.jti ?? null,
        credential?.session ?? null,
        ip ?? null,
        userAgent ?? null,
        traceId,
        JSON.stringify(details),
      ],
    );
  }
}
