import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface StockReceiptRow {
  readonly tenant: string;
  readonly sku: string;
  readonly receiptId: string;
  readonly quantity: number;
  readonly recordedAt: Date;
}

const key = { primary: true, primaryKeyConstraintName: 'stock_receipt_pk' };

/** Deliveries that were taken in, so that each counts once. */
export const stockReceipt = new EntitySchema<StockReceiptRow>({
  name: 'orders.stock_receipt',
  schema: 'orders',
  tableName: 'stock_receipt',
  columns: {
    tenant: { type: 'text', ...key },
    sku: { type: 'text', ...key },
    receiptId: { name: 'receipt_id', type: 'text', ...key },
    quantity: { type: 'bigint' },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'stock_receipt_stock_fk',
      target: 'orders.stock',
      columnNames: ['tenant', 'sku'],
      referencedColumnNames: ['tenant', 'sku'],
    },
  ],
  checks: [{ name: 'stock_receipt_quantity', expression: 'quantity > 0' }],
});
