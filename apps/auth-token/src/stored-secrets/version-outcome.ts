import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Transactions } from '@strongroom/persistence';
import { changeOf, type ClaimedVersion } from './claimed-version.js';
import { type ShownSecretRow } from './secret-metadata.js';
import { VersionOutcomeStore } from './version-outcome.store.js';

/**
 * Says, once and for all, what became of a claimed version. Whoever comes second, the one who wrote it or the one who tidies up
 * after a crash, is told what has been decided.
 */
@Injectable()
export class VersionOutcome {
  constructor(
    @Inject(VersionOutcomeStore) private readonly store: VersionOutcomeStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * The secret store holds the value: from now on it is the one that is read. The same answer to whoever says so second;
   * nothing if it had been given up before.
   */
  stored(claimed: ClaimedVersion): Promise<ShownSecretRow | undefined> {
    return this.transactions.run(async () => {
      const secret = await this.store.markStored(claimed);
      if (secret === undefined) return this.store.findStored(claimed);
      await this.record(claimed, 'succeeded', {});
      return secret;
    });
  }

  /** The value will never be read, even if it is written yet. False if that it was stored is on record already. */
  givenUp(claimed: ClaimedVersion, reason: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const abandoned = await this.store.markAbandoning(claimed);
      if (abandoned) await this.record(claimed, 'failed', { reason });
      return abandoned;
    });
  }

  private record(
    claimed: ClaimedVersion,
    outcome: 'succeeded' | 'failed',
    about: { readonly reason?: string },
  ): Promise<void> {
    return this.audit.record({
      action: changeOf(claimed),
      target: { type: 'secret', id: claimed.secretId },
      outcome,
      details: { version: claimed.version, ...about },
    });
  }
}
