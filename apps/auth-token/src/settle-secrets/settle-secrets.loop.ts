import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { BackgroundLoop } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { SettleSecrets } from './settle-secrets.js';

const EVERY_MS = 5_000;
const DEADLINE_MS = 60_000;

/** `SettleSecrets`, again and again for as long as the process runs. */
@Injectable()
export class SettleSecretsLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: BackgroundLoop;

  constructor(@Inject(SettleSecrets) settleSecrets: SettleSecrets, @Inject(Logger) logger: Logger) {
    this.loop = new BackgroundLoop({
      name: 'settle-secrets',
      everyMs: EVERY_MS,
      deadlineMs: DEADLINE_MS,
      pass: (signal) => settleSecrets.settleAll(signal),
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }
}
