import { Inject, Injectable } from '@nestjs/common';
import { fault, type OrderView } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { OpenOrdersStore } from '../settle/open-orders.store.js';
import { OrderTransitionsStore } from '../settle/order-transitions.store.js';
import { SettleOrder } from '../settle/settle-order.js';
import { OrderViewStore } from '../show-order/order-view.store.js';
import { AnswerWait } from './answer-wait.js';
import { IdempotencyStore, type Claim, type KeptClaim } from './idempotency.store.js';
import { PlaceOrderStore, type Item, type NewOrder } from './place-order.store.js';

/** How long goods are held for an order that nobody pays for. */
const RESERVED_FOR_MS = 15 * 60_000;
/** Left for the answer to travel back when the deadline stops the work. */
const ANSWER_MARGIN_MS = 500;

export interface OrderRequest {
  readonly claim: Claim;
  readonly paymentMethod: string;
  readonly skus: readonly string[];
  /** The order as the books have it; throws what the caller did wrong. */
  readonly check: (items: ReadonlyMap<string, Item>) => Pick<NewOrder, 'currency' | 'lines'>;
}

/** The life of a request for an order, whichever door it came by: one claim, one order, one answer. */
@Injectable()
export class AcceptOrder {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(IdempotencyStore) private readonly claims: IdempotencyStore,
    @Inject(PlaceOrderStore) private readonly store: PlaceOrderStore,
    @Inject(OpenOrdersStore) private readonly open: OpenOrdersStore,
    @Inject(OrderTransitionsStore) private readonly transitions: OrderTransitionsStore,
    @Inject(SettleOrder) private readonly settle: SettleOrder,
    @Inject(OrderViewStore) private readonly views: OrderViewStore,
    @Inject(AnswerWait) private readonly answers: AnswerWait,
  ) {}

  async accept(
    request: OrderRequest,
    call: { readonly deadlineMs: number; readonly signal: AbortSignal },
  ): Promise<OrderView> {
    const { claim, fresh } = await this.transactions.run(() => this.claimOrFind(request));
    if (claim.fingerprint !== request.claim.fingerprint) {
      throw fault('err:orders:conflict:idempotency-key', {
        message: 'the idempotency key was used for a request with another body',
      });
    }
    if (!fresh) {
      return parseAnswer(claim.answer ?? (await this.answers.wait(request.claim, call.signal)));
    }
    const limitMs = Math.max(0, call.deadlineMs - Date.now() - ANSWER_MARGIN_MS);
    const end = await this.settle.run(claim.orderId, AbortSignal.any([call.signal, AbortSignal.timeout(limitMs)]));
    return end === 'settled' ? parseAnswer(await this.answers.kept(request.claim)) : this.leave(claim.orderId);
  }

  private async claimOrFind(request: OrderRequest): Promise<{ readonly claim: KeptClaim; readonly fresh: boolean }> {
    const kept = await this.claims.find(request.claim);
    if (kept !== undefined) {
      return { claim: kept, fresh: false };
    }
    const { claim, paymentMethod } = request;
    const order = request.check(await this.store.items(request.skus));
    const orderId = uuidv7();
    await this.claims.claim(claim, orderId);
    const at = await this.store.insert({ ...order, orderId, paymentMethod, claim, reservedForMs: RESERVED_FOR_MS });
    await this.transitions.record({ orderId, version: 1, status: 'received', at });
    return { claim: { orderId, fingerprint: claim.fingerprint, answer: null }, fresh: true };
  }

  /** The order is not final: the caller is told how it stands, and the reconciler goes on at once. */
  private async leave(orderId: string): Promise<OrderView> {
    return this.transactions.run(async () => {
      await this.open.dueIn(orderId, 0);
      const view = await this.views.view(orderId);
      if (view === undefined) {
        throw new Error(`order ${orderId} is gone`);
      }
      return view;
    });
  }
}

function parseAnswer(answer: string): OrderView {
  return JSON.parse(answer) as OrderView;
}
