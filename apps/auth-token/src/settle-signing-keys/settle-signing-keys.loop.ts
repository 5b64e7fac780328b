import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { SettleSigningKeys } from './settle-signing-keys.js';

const LOOP = { name: 'settle-signing-keys', everyMs: 15_000, deadlineMs: 60_000 };

/** `SettleSigningKeys` in every process: whichever comes first takes the step. */
@Injectable()
export class SettleSigningKeysLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #loop: BackgroundLoop;

  constructor(@Inject(SettleSigningKeys) keys: SettleSigningKeys, @Inject(Logger) logger: Logger) {
    const pass = async () => {
      await keys.settle();
      return 'idle' as const;
    };
    this.#loop = new BackgroundLoop({ ...LOOP, pass, observe: observeLoop({ logger }) });
  }

  onApplicationBootstrap(): void {
    this.#loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#loop.stop();
  }
}
