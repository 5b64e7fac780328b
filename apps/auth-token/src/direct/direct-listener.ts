import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AnswerSigner, Logger, serveCalls, SETTINGS, signedHttp, type SignedHttp } from '@strongroom/platform';
import { type AuthTokenSettings } from '../settings.js';
import { DirectCallers } from './direct-callers.js';
import { AuthTokenDirectCalls } from './direct-calls.js';

/** The service's own HTTP listener: by it a client proves itself, and gets its token, whatever becomes of Redis. */
@Injectable()
export class DirectListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #app: SignedHttp['app'];

  constructor(
    @Inject(SETTINGS) private readonly settings: AuthTokenSettings,
    @Inject(AnswerSigner) private readonly signer: AnswerSigner,
    @Inject(DirectCallers) callers: DirectCallers,
    @Inject(AuthTokenDirectCalls) calls: AuthTokenDirectCalls,
    @Inject(Logger) logger: Logger,
  ) {
    const http = signedHttp({
      identify: (request, authorization) => callers.identify(request, authorization),
      signer,
      onFault: (error) => {
        logger.warn('a call without Redis failed', { component: 'direct calls', error });
      },
    });
    serveCalls(http, calls);
    this.#app = http.app;
  }

  /** The key is published before anybody needs it: then the secret store may be away too. */
  async onApplicationBootstrap(): Promise<void> {
    await this.signer.key();
    await this.#app.listen({ host: this.settings.CALLS_HOST, port: this.settings.CALLS_PORT });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#app.close();
  }
}
