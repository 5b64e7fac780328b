import { Inject, Injectable } from '@nestjs/common';
import { fault, showStock, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { StockViewStore } from './stock-view.store.js';

@Injectable()
export class ShowStock implements CarriesOut<typeof showStock> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(StockViewStore) private readonly views: StockViewStore,
  ) {}

  async execute({ sku }: Input<typeof showStock>): Promise<Output<typeof showStock>> {
    const view = await this.transactions.run(() => this.views.view(sku));
    if (view === undefined) {
      throw fault('err:orders:unknown:sku', { message: 'there is no such item' });
    }
    return view;
  }
}
