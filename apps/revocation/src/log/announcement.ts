import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { credentialRevoked, tokensRevoked, type RevocableScope, type RevocationReason } from '@strongroom/contracts';
import { Outbox, Signals, Transactions, unsealedChannel } from '@strongroom/persistence';
import { revocationLog } from './revocation-log.js';

/** A revocation that the current transaction has recorded. */
export interface Recorded {
  readonly revocationId: string;
  readonly recordedAt: Date;
}

export interface Announced extends Recorded {
  readonly scope: RevocableScope;
  readonly target: string;
  readonly reason: RevocationReason;
}

/** Tokens that the current transaction has recorded as revoked, all by one call. */
export interface AnnouncedBatch {
  readonly batchId: string;
  readonly tokens: readonly (Recorded & { readonly jti: string })[];
  readonly reason: RevocationReason;
}

/** Keeps an event at a tenth of what one frame may carry. */
const TOKENS_PER_EVENT = 2_000;

/** What belongs to every revocation, in its own transaction: the audit entry, the event, and a call to the sealer. */
@Injectable()
export class Announcement {
  constructor(
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Signals) private readonly signals: Signals,
  ) {}

  async of({ revocationId, recordedAt, scope, target, reason }: Announced): Promise<void> {
    await this.audit.record({
      action: actionOf(scope),
      target: { type: scope, id: target },
      outcome: 'succeeded',
      details: { revocation_id: revocationId, reason },
    });
    await this.outbox.publish(credentialRevoked, {
      ...{ revocation_id: revocationId, scope, target, reason },
      revoked_at: recordedAt.toISOString(),
    });
    this.#callTheSealer();
  }

  /** One audit entry for all, whose target is the batch; each entry of the log bears its id. */
  async ofBatch({ batchId, tokens, reason }: AnnouncedBatch): Promise<void> {
    await this.audit.record({
      action: 'tokens.revoke',
      target: { type: 'batch', id: batchId },
      outcome: 'succeeded',
      details: { reason, tokens: tokens.length },
    });
    for (let from = 0; from < tokens.length; from += TOKENS_PER_EVENT) {
      const some = tokens.slice(from, from + TOKENS_PER_EVENT);
      const revokedAtMs = Math.max(...some.map(({ recordedAt }) => recordedAt.getTime()));
      await this.outbox.publish(tokensRevoked, {
        tokens: some.map(({ revocationId, jti }) => ({ revocation_id: revocationId, jti })),
        reason,
        revoked_at: new Date(revokedAtMs).toISOString(),
      });
    }
    this.#callTheSealer();
  }

  #callTheSealer(): void {
    this.transactions.afterCommit(() => {
      this.signals.ring(unsealedChannel(revocationLog));
    });
  }
}

function actionOf(scope: RevocableScope): string {
  return scope === 'stop' || scope === 'lift' ? `emergency.${scope}` : `${scope}.revoke`;
}
