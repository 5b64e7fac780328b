import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { type ClaimedVersion } from '../stored-secrets/claimed-version.js';
import { RemoveSecret } from '../stored-secrets/remove-secret.js';
import { SecretValues } from '../stored-secrets/secret-values.js';
import { VersionOutcome } from '../stored-secrets/version-outcome.js';
import { SettleSecretsStore, type UnsettledRow } from './settle-secrets.store.js';

/** Twice what the secret store may take for a write; a writer that is slower still is told that it was given up. */
const WRITER_SILENT_MS = 60_000;
const BATCH = 100;

/**
 * Brings changes of secrets to an end whose process died or whose secret store was away. What the secret store says decides: a
 * version that it holds is taken as stored, one that it does not hold is given up. Several replicas may do this at once, and
 * every step may be repeated.
 */
@Injectable()
export class SettleSecrets {
  constructor(
    @Inject(SettleSecretsStore) private readonly store: SettleSecretsStore,
    @Inject(SecretValues) private readonly values: SecretValues,
    @Inject(VersionOutcome) private readonly outcome: VersionOutcome,
    @Inject(RemoveSecret) private readonly removal: RemoveSecret,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  /** One round; throws what went wrong when all of it has been tried. */
  async settleAll(signal: AbortSignal, writerSilentMs = WRITER_SILENT_MS): Promise<'more' | 'idle'> {
    const rows = await this.transactions.runAcrossTenants(() => this.store.unsettled(writerSilentMs, BATCH));
    const errors: unknown[] = [];
    for (const row of rows) {
      if (signal.aborted) break;
      const context = serviceContext('auth-token', row.tenant);
      await runInContext(context, () => this.settle(row)).catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) {
      const message = `${errors.length} of ${rows.length} changes are not settled; the first of them because of its cause`;
      throw new Error(message, { cause: errors[0] });
    }
    return rows.length === BATCH ? 'more' : 'idle';
  }

  private async settle({ secretId, pendingVersion, versionState }: UnsettledRow): Promise<void> {
    if (pendingVersion === null) return this.removal.remove(secretId);
    const claimed = { secretId, version: pendingVersion };
    if (versionState === 'abandoning') return this.abandon(claimed);
    if (await this.isWritten(claimed)) {
      await this.outcome.stored(claimed);
    } else if (await this.outcome.givenUp(claimed, 'the process that began it did not finish')) {
      await this.abandon(claimed);
    }
  }

  private async isWritten({ secretId, version }: ClaimedVersion): Promise<boolean> {
    const history = await this.values.history(secretId);
    return history?.versions.some((one) => one.version === version && one.state === 'live') ?? false;
  }

  /** First no writer can succeed any more, then the row is free again, at the number that the secret store has come to. */
  private async abandon(claimed: ClaimedVersion): Promise<void> {
    await this.values.burn(claimed.secretId, claimed.version);
    const history = await this.values.history(claimed.secretId);
    const lastVersion = Math.max(claimed.version, history?.currentVersion ?? 0);
    await this.transactions.run(() => this.store.forgetAbandoned(claimed, lastVersion));
  }
}
