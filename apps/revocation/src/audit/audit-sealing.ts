import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditSealer } from '@strongroom/audit';
import { Database, Transactions } from '@strongroom/persistence';
import { Logger, observeLoop } from '@strongroom/platform';
import { revocationMetrics } from '../revocation-metrics.js';

/** Chains the audit entries of all services: here, where the other log that must be proven is sealed (ADR 0024). */
@Injectable()
export class AuditSealing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #sealer: AuditSealer;

  constructor(
    @Inject(Transactions) transactions: Transactions,
    @Inject(Database) db: Database,
    @Inject(Logger) logger: Logger,
  ) {
    this.#sealer = new AuditSealer(transactions, db, {
      leaseTable: 'revocation.lease',
      onSealed: ({ lagMs }) => {
        revocationMetrics.auditSealed(lagMs);
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
