import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Sealer, Signals, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { HighWaterMark } from '../restored-log/high-water-mark.js';
import { LogBroadcast } from './log-broadcast.js';
import { revocationLog } from './revocation-log.js';

/** Half of what guards bear (`bounded`, 5 s) and less: when the writer dies, the next one is there before verdicts suffer. */
const LEASE_MS = 2_000;

/** Gives revocations their place in the log. Runs in every replica; a lease decides which one writes. */
@Injectable()
export class LogSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sealer: Sealer;

  constructor(
    @Inject(Transactions) transactions: Transactions,
    @Inject(Database) db: Database,
    @Inject(Signals) signals: Signals,
    @Inject(LogBroadcast) broadcast: LogBroadcast,
    @Inject(HighWaterMark) mark: HighWaterMark,
    @Inject(Logger) logger: Logger,
  ) {
    this.#sealer = new Sealer(transactions, db, signals, {
      ...revocationLog,
      leaseMs: LEASE_MS,
      onSealed: ({ head }) => {
        broadcast.publishSealed();
        mark.sealedUpTo(head);
      },
      observe: observeLoop({ logger }),
    });
  }

  onApplicationBootstrap(): void {
    this.#sealer.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.#sealer.stop();
  }
}
