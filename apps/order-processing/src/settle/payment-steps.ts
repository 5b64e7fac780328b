import { Inject, Injectable } from '@nestjs/common';
import { assertNever } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { Logger } from '@strongroom/platform';
import { captureJournal } from '../domain/ledger/journal.js';
import { orderMetrics } from '../order-metrics.js';
import { PaymentGateway, type GatewayAnswer, type GatewayCall, type GatewayStep } from '../payments/payment-gateway.js';
import { type OpenCall, type OrderRecord } from './order-record.js';
import { OrderTransitionsStore } from './order-transitions.store.js';
import { PaymentsStore } from './payments.store.js';
import { PricingStore } from './pricing.store.js';
import { StockStore } from './stock.store.js';

/**
 * The steps of an order that need the payment gateway: written down, then asked for, then their outcome written down, so that
 * at every moment a crash leaves either nothing or an open call behind.
 */
@Injectable()
export class PaymentSteps {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderTransitionsStore) private readonly transitions: OrderTransitionsStore,
    @Inject(PaymentsStore) private readonly payments: PaymentsStore,
    @Inject(PricingStore) private readonly pricing: PricingStore,
    @Inject(StockStore) private readonly stock: StockStore,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /** Takes a step for the first time, or anew after it is known to have had no effect. */
  async take(order: OrderRecord, step: GatewayStep): Promise<GatewayAnswer['kind']> {
    const call = await this.transactions.run(async () => {
      if (step === 'capture') {
        await this.payments.captureRequested(order.orderId);
        await this.transitions.move(order, 'capture_requested');
      }
      return this.payments.ask(order, step);
    });
    const asked: OrderRecord =
      step === 'capture' ? { ...order, status: 'capture_requested', version: order.version + 1 } : order;
    const answer = await this.ask(asked, call);
    await this.note(asked, call, answer);
    return answer.kind;
  }

  /** Makes the call that was written down. Made again, it has no second effect: the key is the same. */
  async ask(order: OrderRecord, call: OpenCall): Promise<GatewayAnswer> {
    const startedMs = performance.now();
    const told = await this.gateway.ask(gatewayCall(order, call));
    orderMetrics.paymentCall(call.step, told.kind, performance.now() - startedMs);
    const answer = call.step === 'cancel' ? cancelAnswer(told) : told;
    if (answer.kind === 'unknown') {
      this.logger.warn('the payment gateway did not tell what it did', { component: call.step, error: answer.cause });
    }
    return answer;
  }

  /** Writes down what became of a call, and with it the state that follows. */
  async note(order: OrderRecord, call: OpenCall, answer: GatewayAnswer): Promise<void> {
    await this.transactions.run(async () => {
      switch (answer.kind) {
        case 'done':
          await this.payments.answered(order, call, 'done');
          await this.done(order, call.step, answer.intentId);
          return;
        case 'refused':
          await this.payments.answered(order, call, 'refused');
          if (call.step === 'capture') {
            await this.payments.captureEnded(order.orderId, 'failed');
          }
          await this.transitions.move(order, 'release_requested', answer.failure);
          return;
        case 'unknown':
          // What is being released stays so until the cancellation is true.
          if (call.step !== 'cancel' && order.status !== 'payment_unknown') {
            await this.transitions.move(order, 'payment_unknown');
          }
          return;
        default:
          return assertNever(answer);
      }
    });
  }

  private async done(order: OrderRecord, step: GatewayStep, intentId: string): Promise<void> {
    const { orderId } = order;
    switch (step) {
      case 'create':
        await this.payments.created(orderId, intentId);
        if (order.status === 'payment_unknown') {
          await this.transitions.move(order, 'priced');
        }
        return;
      case 'authorize':
        await this.payments.authorized(orderId);
        await this.transitions.move(order, 'authorized');
        return;
      case 'capture':
        await this.payments.captureEnded(orderId, 'succeeded');
        await this.payments.post(orderId, captureJournal(await this.pricing.totals(orderId), order.currency));
        await this.transitions.move(order, 'captured');
        await this.stock.consume(orderId);
        return;
      case 'cancel':
        await this.transitions.move(order, 'released');
        await this.stock.giveBack(orderId);
        return;
      default:
        return assertNever(step);
    }
  }
}

/** A cancellation that is refused leaves open whether money is still held: it is asked for until it is true. */
function cancelAnswer(told: GatewayAnswer): GatewayAnswer {
  return told.kind === 'refused' ? { kind: 'unknown', keySpent: false, cause: told.failure.message } : told;
}

function gatewayCall(order: OrderRecord, { step, idempotencyKey }: OpenCall): GatewayCall {
  const { orderId, currency, paymentMethod } = order;
  if (step === 'create') {
    return { step, idempotencyKey, orderId, currency, amountMinor: present(order.totalMinor) };
  }
  const intentId = present(order.intentId);
  switch (step) {
    case 'authorize':
      return { step, idempotencyKey, intentId, paymentMethod };
    case 'capture':
      return { step, idempotencyKey, intentId, currency, amountMinor: present(order.totalMinor) };
    case 'cancel':
      return { step, idempotencyKey, intentId };
    default:
      return assertNever(step);
  }
}

function present<T>(value: T | null): T {
  if (value === null) {
    throw new Error('a call to the payment gateway was written down before what it is about');
  }
  return value;
}
