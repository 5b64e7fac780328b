import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CheckpointKeeper, CheckpointSigner } from '@strongroom/audit';
import { BackgroundLoop, Database, Transactions } from '@strongroom/persistence';
import { AnswerSigner, Logger, observeLoop, SETTINGS } from '@strongroom/platform';
import { revocationMetrics } from '../revocation-metrics.js';
import { type RevocationSettings } from '../settings.js';

const DEADLINE_MS = 10_000;

/**
 * Signs how far the audit chains have come, and keeps each checkpoint in the file of this replica, after its commit. A file
 * that cannot be written holds up nothing: it is caught up as soon as it can be.
 */
@Injectable()
export class AuditCheckpoints implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #signer: CheckpointSigner;
  readonly #keeper: CheckpointKeeper | undefined;
  readonly #loop: BackgroundLoop;

  constructor(
    @Inject(Transactions) transactions: Transactions,
    @Inject(Database) db: Database,
    @Inject(AnswerSigner) private readonly feedSigner: AnswerSigner,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(SETTINGS) { AUDIT_CHECKPOINT_FILE: file, AUDIT_CHECKPOINT_EVERY_S: seconds }: RevocationSettings,
  ) {
    this.#signer = new CheckpointSigner(transactions, db, { leaseTable: 'revocation.lease' });
    this.#keeper = file === undefined ? undefined : new CheckpointKeeper(transactions, db, file);
    this.#loop = new BackgroundLoop({
      name: 'audit checkpoints',
      everyMs: seconds * 1_000,
      deadlineMs: DEADLINE_MS,
      pass: async () => ((await this.#pass()) ? 'more' : 'idle'),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  /** After the last pass of the sealer, so that an orderly end leaves nothing unsigned. */
  async onApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
    try {
      await this.#pass();
      await this.#signer.release();
    } catch (error) {
      this.logger.warn('the last audit entries are left without a checkpoint', {
        component: 'audit checkpoints',
        error,
      });
    }
    await this.#keeper?.close();
  }

  /** @returns whether there is more to do */
  async #pass(): Promise<boolean> {
    const signed = await this.#signer.sign(await this.feedSigner.key());
    if (this.#keeper === undefined) return signed.more;
    const kept = await this.#keeper.keep();
    revocationMetrics.auditKept();
    return signed.more || kept.more;
  }
}
