import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { generationOf } from '@strongroom/guard';
import { Signals, Transactions, unsealedChannel } from '@strongroom/persistence';
import { Logger } from '@strongroom/platform';
import { everyTenant, runInContext, serviceContext } from '@strongroom/security-context';
import { revocationLog } from '../log/revocation-log.js';
import { RestoredLogStore } from './restored-log.store.js';

/**
 * What happens when a guard has enforced more than the log has: its database was restored from a backup. Which revocations are
 * lost nobody knows, so the log goes on in a new generation, above everything that was ever given out, and begins it by ending all
 * that was issued so far. Once for each restore, whoever notices it and however often.
 */
@Injectable()
export class RestoredLog {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RestoredLogStore) private readonly store: RestoredLogStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** `seen`: a place that was given out, and is behind the end of the log. */
  async goOnAbove(seen: number): Promise<void> {
    const generation = generationOf(seen) + 1;
    const begun = await runInContext(serviceContext('revocation', everyTenant), () =>
      this.transactions.run(() => this.#begin(generation, seen)),
    );
    if (!begun) return;
    this.logger.error('the database was restored: a new generation of the log begins, all credentials are revoked', {
      ...{ component: 'revocation log', seq: seen, count: generation },
    });
  }

  async #begin(generation: number, seen: number): Promise<boolean> {
    if (!(await this.store.beginGeneration(generation))) return false;
    await this.store.endEverything();
    await this.audit.record({
      action: 'log.restore',
      target: { type: 'log', id: 'revocation' },
      outcome: 'succeeded',
      details: { generation, seen },
    });
    this.transactions.afterCommit(() => {
      this.signals.ring(unsealedChannel(revocationLog));
    });
    return true;
  }
}
