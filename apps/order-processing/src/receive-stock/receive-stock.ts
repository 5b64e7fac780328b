import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, receiveStock, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { isCurrency } from '../domain/money/currency.js';
import { StockViewStore } from '../show-stock/stock-view.store.js';
import { ReceiveStockStore } from './receive-stock.store.js';

@Injectable()
export class ReceiveStock implements CarriesOut<typeof receiveStock> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ReceiveStockStore) private readonly store: ReceiveStockStore,
    @Inject(StockViewStore) private readonly views: StockViewStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  execute(input: Input<typeof receiveStock>): Promise<Output<typeof receiveStock>> {
    const { sku, receipt_id: receiptId, quantity, unit_price_minor } = input;
    return this.transactions.run(async () => {
      if (!isCurrency(input.currency) || (await this.store.setTerms(input)) === undefined) {
        const rule = 'must be an active currency of ISO 4217, and the one that the item began with';
        throw fault('err:orders:invalid:currency', {
          message: `/currency: ${rule}`,
          fields: [{ pointer: '/currency', rule }],
        });
      }
      const receipt = await this.store.addOnce(sku, receiptId, quantity);
      if (receipt.quantity !== quantity) {
        throw fault('err:orders:conflict:receipt', {
          message: 'this delivery was taken in with another quantity',
          fields: [{ pointer: '/quantity', rule: `was ${receipt.quantity}` }],
        });
      }
      await this.audit.record({
        action: 'stock.receive',
        target: { type: 'sku', id: sku },
        outcome: 'succeeded',
        details: { quantity: receipt.added ? quantity : 0, unit_price_minor },
      });
      const view = await this.views.view(sku);
      if (view === undefined) {
        throw new Error(`item ${sku} is gone`);
      }
      return view;
    });
  }
}
