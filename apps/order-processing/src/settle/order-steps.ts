import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { TAX_ROUNDING, type Rounding } from '../domain/money/round-ratio.js';
import { taxOrderLines } from '../domain/tax/tax-order-lines.js';
import { reservationExpired } from './failures.js';
import { type OrderRecord } from './order-record.js';
import { OrderTransitionsStore } from './order-transitions.store.js';
import { PricingStore } from './pricing.store.js';
import { StockStore } from './stock.store.js';

class OutOfStock extends Error {
  override readonly name = 'OutOfStock';

  constructor(readonly sku: string) {
    super(`not enough of ${sku}`);
  }
}

/** The steps of an order that need nobody outside: each is one transaction. */
@Injectable()
export class OrderSteps {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderTransitionsStore) private readonly transitions: OrderTransitionsStore,
    @Inject(StockStore) private readonly stock: StockStore,
    @Inject(PricingStore) private readonly pricing: PricingStore,
    @Inject(TAX_ROUNDING) private readonly rounding: Rounding,
  ) {}

  /** Holds all of the order's goods, or none: then the order is rejected. */
  async reserve(order: OrderRecord): Promise<void> {
    try {
      await this.transactions.run(async () => {
        await this.transitions.move(order, 'reserved');
        // Last, so that other orders for the same item wait for nothing but the commit.
        const missing = await this.stock.reserve(order.orderId);
        if (missing !== undefined) {
          throw new OutOfStock(missing);
        }
      });
    } catch (error) {
      if (!(error instanceof OutOfStock)) {
        throw error;
      }
      const message = `There is not enough of ${error.sku} in stock.`;
      await this.transactions.run(() => this.transitions.move(order, 'rejected', { code: 'out_of_stock', message }));
    }
  }

  /** Fixes tax and totals; from here on the payment has its amount. */
  async price(order: OrderRecord): Promise<void> {
    await this.transactions.run(async () => {
      const lines = await this.pricing.lines(order.orderId);
      await this.pricing.fix(order, taxOrderLines(lines, this.rounding));
      await this.transitions.move(order, 'priced');
    });
  }

  async expire(order: OrderRecord): Promise<void> {
    await this.transactions.run(async () => {
      await this.transitions.move(order, 'expired', reservationExpired);
      await this.stock.giveBack(order.orderId);
    });
  }

  async giveUp(order: OrderRecord): Promise<void> {
    await this.transactions.run(() => this.transitions.move(order, 'release_requested', reservationExpired));
  }

  /** Gives back what the order holds, where there is nothing outside to give back. */
  async release(order: OrderRecord): Promise<void> {
    await this.transactions.run(async () => {
      await this.transitions.move(order, 'released');
      await this.stock.giveBack(order.orderId);
    });
  }
}
