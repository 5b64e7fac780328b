import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AnswerSigner, Logger, SETTINGS } from '@strongroom/platform';
import { RevocationDirectCalls } from '../direct-calls.js';
import { GuardReports } from '../guards/guard-reports.js';
import { type RevocationSettings } from '../settings.js';
import { FeedAnswers } from './feed-answers.js';
import { feedApp } from './feed-app.js';
import { FeedAuthority } from './feed-authority.js';

/** The service's own HTTP listener: guards reach the log here whatever becomes of Redis. */
@Injectable()
export class FeedListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #closing = new AbortController();
  readonly #app: ReturnType<typeof feedApp>;

  constructor(
    @Inject(SETTINGS) private readonly settings: RevocationSettings,
    @Inject(FeedAuthority) authority: FeedAuthority,
    @Inject(AnswerSigner) signer: AnswerSigner,
    @Inject(FeedAnswers) answers: FeedAnswers,
    @Inject(GuardReports) reports: GuardReports,
    @Inject(RevocationDirectCalls) calls: RevocationDirectCalls,
    @Inject(Logger) logger: Logger,
  ) {
    this.#app = feedApp({
      ...{ authority, signer, answers, reports, calls, closing: this.#closing.signal },
      onFault: (error) => {
        logger.warn('a request of the feed failed', { component: 'feed', error });
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#app.listen({ host: this.settings.FEED_HOST, port: this.settings.FEED_PORT });
  }

  /** Answers those who wait, so that they go on to another replica, and then closes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closing.abort();
    await this.#app.close();
  }
}
