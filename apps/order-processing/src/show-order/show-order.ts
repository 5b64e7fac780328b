import { Inject, Injectable } from '@nestjs/common';
import { fault, showOrder, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { OrderViewStore } from './order-view.store.js';

@Injectable()
export class ShowOrder implements CarriesOut<typeof showOrder> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(OrderViewStore) private readonly views: OrderViewStore,
  ) {}

  execute({ order_id: orderId }: Input<typeof showOrder>): Promise<Output<typeof showOrder>> {
    return this.transactions.run(async () => {
      const view = await this.views.view(orderId);
      if (view === undefined) {
        throw fault('err:orders:unknown:order', { message: 'there is no such order' });
      }
      return { ...view, history: await this.views.history(orderId) };
    });
  }
}
