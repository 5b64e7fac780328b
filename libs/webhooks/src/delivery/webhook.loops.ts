import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop, sealedChannel, Signals, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { TidyWebhookSecrets } from '../endpoints/tidy-webhook-secrets.js';
import { webhookMetrics } from '../webhook-metrics.js';
import { WEBHOOK_TERMS, type WebhookTerms } from '../webhook-terms.js';
import { AttemptStore } from './attempt.store.js';
import { Courier } from './courier.js';
import { FanOut } from './fan-out.js';

const EVERY_MS = 1_000;
const COUNT_EVERY_MS = 15_000;
const TIDY_EVERY_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Everything of webhooks that goes on by itself. Runs in every replica; rows decide who does what. */
@Injectable()
export class WebhookLoops implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #fanOut: BackgroundLoop;
  readonly #courier: BackgroundLoop;
  readonly #beside: readonly BackgroundLoop[];
  #stopListening: (() => void) | undefined;

  constructor(
    @Inject(FanOut) fanOut: FanOut,
    @Inject(Courier) private readonly courier: Courier,
    @Inject(AttemptStore) store: AttemptStore,
    @Inject(TidyWebhookSecrets) tidy: TidyWebhookSecrets,
    @Inject(Transactions) transactions: Transactions,
    @Inject(Signals) private readonly signals: Signals,
    @Inject(WEBHOOK_TERMS) private readonly terms: WebhookTerms,
    @Inject(Logger) logger: Logger,
  ) {
    const loop = (name: string, everyMs: number, pass: () => Promise<'more' | 'idle'>): BackgroundLoop =>
      new BackgroundLoop({ name, everyMs, deadlineMs: DEADLINE_MS, pass, observe: observeLoop({ logger }) });
    this.#courier = loop('webhook courier', EVERY_MS, async () => {
      await courier.pass(() => {
        this.#courier.wake();
      });
      return 'idle';
    });
    this.#fanOut = loop('webhook fan-out', EVERY_MS, async () => {
      const { made, more } = await fanOut.pass();
      if (made > 0) this.#courier.wake();
      return more ? 'more' : 'idle';
    });
    this.#beside = [
      loop('webhook counts', COUNT_EVERY_MS, async () => {
        webhookMetrics.counts(await transactions.runAcrossTenants(() => store.counts()));
        return 'idle';
      }),
      loop('webhook secrets', TIDY_EVERY_MS, () => tidy.pass()),
    ];
  }

  onApplicationBootstrap(): void {
    this.#stopListening = this.signals.listen(sealedChannel(this.terms.log), () => {
      this.#fanOut.wake();
    });
    for (const loop of [this.#fanOut, this.#courier, ...this.#beside]) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopListening?.();
    await Promise.all([this.#fanOut, this.#courier, ...this.#beside].map((loop) => loop.stop()));
    await this.courier.stop();
  }
}
