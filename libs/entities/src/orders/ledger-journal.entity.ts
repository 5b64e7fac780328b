import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface LedgerJournalRow {
  readonly journalId: string;
  readonly orderId: string;
  readonly tenant: string;
  readonly kind: 'capture';
  readonly recordedAt: Date;
}

/** Journals of the double-entry ledger: one for each movement of money. */
export const ledgerJournal = new EntitySchema<LedgerJournalRow>({
  name: 'orders.ledger_journal',
  schema: 'orders',
  tableName: 'ledger_journal',
  columns: {
    journalId: { name: 'journal_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'ledger_journal_pk' },
    orderId: { name: 'order_id', type: 'uuid' },
    tenant: columns.tenant,
    kind: { type: 'text' },
    recordedAt: columns.recordedAt,
  },
  foreignKeys: [
    {
      name: 'ledger_journal_order_fk',
      target: 'orders.sales_order',
      columnNames: ['orderId'],
      referencedColumnNames: ['orderId'],
    },
  ],
  checks: [{ name: 'ledger_journal_kind', expression: `kind IN ('capture')` }],
  uniques: [{ name: 'ledger_journal_once', columns: ['orderId', 'kind'] }],
});
