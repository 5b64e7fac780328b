import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { credentialRevoked, type RevocableScope, type RevocationReason } from '@strongroom/contracts';
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
      action: `${scope}.revoke`,
      target: { type: scope, id: target },
      outcome: 'succeeded',
      details: { revocation_id: revocationId, reason },
    });
    await this.outbox.publish(credentialRevoked, {
      ...{ revocation_id: revocationId, scope, target, reason },
      revoked_at: recordedAt.toISOString(),
    });
    this.transactions.afterCommit(() => {
      this.signals.ring(unsealedChannel(revocationLog));
    });
  }
}
