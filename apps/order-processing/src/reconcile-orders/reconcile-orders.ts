import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { Logger } from '@strongroom/platform';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { PaymentGateway } from '../payments/payment-gateway.js';
import { leaseMs, SettleOrder } from '../settle/settle-order.js';
import { OpenOrdersStore, type OpenOrder } from '../settle/open-orders.store.js';
import { ResolvePayment } from './resolve-payment.js';

const WORKERS = 4;
const PAUSE_FIRST_MS = 500;
const PAUSE_MS_MAX = 300_000;

/**
 * Finishes what was left: orders whose payment is not known, and orders whose process died between two steps. Any number of
 * reconcilers may run.
 */
@Injectable()
export class ReconcileOrders {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OpenOrdersStore) private readonly open: OpenOrdersStore,
    @Inject(SettleOrder) private readonly settle: SettleOrder,
    @Inject(ResolvePayment) private readonly payments: ResolvePayment,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Takes every order that is due in hand once, or as many as it can before `signal` aborts. */
  async pass(signal: AbortSignal): Promise<'idle'> {
    await Promise.all(Array.from({ length: WORKERS }, () => this.work(signal)));
    return 'idle';
  }

  private async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const order = await this.transactions.runAcrossTenants(() => this.open.leaseOne(leaseMs(this.gateway)));
      if (order === undefined) {
        return;
      }
      await this.take(order, signal);
    }
  }

  private async take(order: OpenOrder, signal: AbortSignal): Promise<void> {
    const { orderId, tenant } = order;
    const { actor, traceId } = await this.transactions.runAcrossTenants(() => this.open.placedBy(orderId));
    await runInContext(serviceContext('order-processing', tenant, { actorChain: [actor], traceId }), async () => {
      try {
        const end = await this.settle.run(orderId, signal, (record) => this.payments.resolve(record));
        if (end === 'settled') {
          return;
        }
      } catch (error) {
        // One order that cannot be settled must not keep the others waiting.
        this.logger.warn('an order could not be settled and is tried again', { traceId, tenant, error });
      }
      await this.transactions.run(() => this.open.dueIn(orderId, pauseMs(order.attempts)));
    });
  }
}

/** Doubles with each attempt, with jitter, up to five minutes. */
function pauseMs(attempts: number): number {
  const ceilingMs = Math.min(PAUSE_MS_MAX, PAUSE_FIRST_MS * 2 ** Math.min(attempts - 1, 20));
  return ceilingMs / 2 + (Math.random() * ceilingMs) / 2;
}
