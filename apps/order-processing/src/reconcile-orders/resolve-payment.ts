import { Inject, Injectable } from '@nestjs/common';
import { assertNever } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import {
  PaymentGateway,
  type GatewayAnswer,
  type GatewayStep,
  type PaymentTruth,
} from '../payments/payment-gateway.js';
import { paymentCancelled, reservationExpired } from '../settle/failures.js';
import { type OpenCall, type OrderRecord } from '../settle/order-record.js';
import { OrderTransitionsStore } from '../settle/order-transitions.store.js';
import { PaymentSteps } from '../settle/payment-steps.js';
import { PaymentsStore } from '../settle/payments.store.js';

/** Finds out what became of a call whose outcome was not written down. The reconciler's, and nobody else's. */
@Injectable()
export class ResolvePayment {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderTransitionsStore) private readonly transitions: OrderTransitionsStore,
    @Inject(PaymentsStore) private readonly payments: PaymentsStore,
    @Inject(PaymentSteps) private readonly steps: PaymentSteps,
    @Inject(PaymentGateway) private readonly gateway: PaymentGateway,
  ) {}

  /** Answers `unknown` if it could not be found out yet. */
  async resolve(order: OrderRecord): Promise<GatewayAnswer['kind']> {
    const call = order.openCall;
    if (call === null) {
      throw new Error(`order ${order.orderId} is ${order.status} without a call to resolve`);
    }
    const unsure = await this.unsure(order, call.step);
    const answer = (await this.truthAbout(unsure, call)) ?? (await this.again(unsure, call));
    if (answer.kind === 'unknown' && answer.keySpent) {
      // The gateway will say nothing else under this key, and the payment shows no effect: there was none.
      await this.startOver(unsure, call);
      return 'done';
    }
    if (answer.kind !== 'unknown') {
      await this.steps.note(unsure, call, answer);
    }
    return answer.kind;
  }

  /** A call that was left open by a crash makes its order `payment_unknown` before anything else is done about it. */
  private async unsure(order: OrderRecord, step: GatewayStep): Promise<OrderRecord> {
    if (step === 'cancel' || order.status === 'payment_unknown') {
      return order;
    }
    await this.transactions.run(() => this.transitions.move(order, 'payment_unknown'));
    return { ...order, status: 'payment_unknown', version: order.version + 1 };
  }

  /** What the payment itself tells of the call; undefined if it shows no effect, so that the call can be made again. */
  private async truthAbout(order: OrderRecord, call: OpenCall): Promise<GatewayAnswer | undefined> {
    // A payment that was never heard of cannot be looked at. Unconfirmed it moves no money, so making it again is safe.
    return order.intentId === null
      ? undefined
      : answerOfTruth(call.step, order.intentId, await this.gateway.look(order.intentId));
  }

  /** Nobody waits any more for an order that has run out: then money is not asked for again, and the payment gets cancelled. */
  private async again(order: OrderRecord, call: OpenCall): Promise<GatewayAnswer> {
    return call.step === 'authorize' && order.overdue
      ? { kind: 'refused', failure: reservationExpired }
      : this.steps.ask(order, call);
  }

  private async startOver(order: OrderRecord, call: OpenCall): Promise<void> {
    await this.transactions.run(async () => {
      await this.payments.answered(order, call, 'not_done');
      switch (call.step) {
        case 'create':
        case 'authorize':
          return this.transitions.move(order, 'priced');
        case 'capture':
          await this.payments.captureEnded(order.orderId, 'failed');
          return this.transitions.move(order, 'authorized');
        case 'cancel':
          return;
        default:
          return assertNever(call.step);
      }
    });
  }
}

/** Undefined: the payment shows no effect of the call. */
export function answerOfTruth(step: GatewayStep, intentId: string, truth: PaymentTruth): GatewayAnswer | undefined {
  const done: GatewayAnswer = { kind: 'done', intentId };
  switch (truth.kind) {
    case 'moving':
      return { kind: 'unknown', keySpent: false, cause: 'the payment is still moving' };
    case 'open':
      return undefined;
    case 'declined':
      return step === 'cancel' ? undefined : { kind: 'refused', failure: truth.failure };
    case 'authorized':
      return step === 'authorize' ? done : undefined;
    case 'captured':
      return step === 'capture' ? done : { kind: 'unknown', keySpent: false, cause: `captured, but ${step} was asked` };
    case 'cancelled':
      return step === 'cancel' ? done : { kind: 'refused', failure: paymentCancelled };
    default:
      return assertNever(truth);
  }
}
