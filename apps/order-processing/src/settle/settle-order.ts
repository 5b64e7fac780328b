import { Inject, Injectable } from '@nestjs/common';
import { assertNever } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { PaymentGateway } from '../payments/payment-gateway.js';
import { nextStep } from './next-step.js';
import { OpenOrdersStore } from './open-orders.store.js';
import { Overtaken, type OrderRecord } from './order-record.js';
import { OrderSteps } from './order-steps.js';
import { OrderTransitionsStore } from './order-transitions.store.js';
import { PaymentSteps } from './payment-steps.js';

/** What may find out what became of a call; whoever cannot leaves the order to the reconciler. */
export type Resolve = (order: OrderRecord) => Promise<'done' | 'refused' | 'unknown'>;

/** One step looks at the payment once and asks once; the rest is for the database. */
export function leaseMs({ timeoutMs }: PaymentGateway): number {
  return 2 * timeoutMs + 5_000;
}

/**
 * Takes an order from step to step until it is final. Everything it knows it reads anew before each step, so it can be
 * started at any time, by anybody, and at the same time as somebody else. Before each step it renews its lease: an order whose
 * process dies is the reconciler's as soon as that has run out.
 */
@Injectable()
export class SettleOrder {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderTransitionsStore) private readonly transitions: OrderTransitionsStore,
    @Inject(OrderSteps) private readonly steps: OrderSteps,
    @Inject(PaymentSteps) private readonly payments: PaymentSteps,
    @Inject(OpenOrdersStore) private readonly open: OpenOrdersStore,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
  ) {}

  /** Answers `left` when the order is not final: the payment gateway has not told, somebody else is at it, or `signal` aborted. */
  async run(orderId: string, signal: AbortSignal, resolve?: Resolve): Promise<'settled' | 'left'> {
    while (!signal.aborted) {
      const order = await this.transactions.run(async () => {
        await this.open.dueIn(orderId, leaseMs(this.gateway));
        return this.transitions.load(orderId);
      });
      const went = await this.take(order, resolve).catch((error: unknown) => {
        if (error instanceof Overtaken) {
          return 'left' as const;
        }
        throw error;
      });
      if (went !== 'on') {
        return went;
      }
    }
    return 'left';
  }

  private async take(order: OrderRecord, resolve: Resolve | undefined): Promise<'on' | 'settled' | 'left'> {
    const step = nextStep(order);
    switch (step) {
      case 'none':
        return 'settled';
      case 'reserve':
        await this.steps.reserve(order);
        return 'on';
      case 'price':
        await this.steps.price(order);
        return 'on';
      case 'expire':
        await this.steps.expire(order);
        return 'on';
      case 'give-up':
        await this.steps.giveUp(order);
        return 'on';
      case 'release':
        await this.steps.release(order);
        return 'on';
      case 'create':
      case 'authorize':
      case 'capture':
      case 'cancel':
        return onUnless(await this.payments.take(order, step));
      case 'resolve':
        return resolve === undefined ? 'left' : onUnless(await resolve(order));
      default:
        return assertNever(step);
    }
  }
}

function onUnless(answer: 'done' | 'refused' | 'unknown'): 'on' | 'left' {
  return answer === 'unknown' ? 'left' : 'on';
}
