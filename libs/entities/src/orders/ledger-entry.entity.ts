import { EntitySchema } from 'typeorm';
import { columns } from '../shared/columns.js';

export interface LedgerEntryRow {
  readonly journalId: string;
  readonly entryNo: number;
  readonly tenant: string;
  readonly account: 'processor' | 'revenue' | 'tax';
  readonly currency: string;
  readonly amountMinor: number;
}

const key = { primary: true, primaryKeyConstraintName: 'ledger_entry_pk' };

/** Lines of journals. Debits are positive, credits negative; those of a journal sum to zero in each currency. */
export const ledgerEntry = new EntitySchema<LedgerEntryRow>({
  name: 'orders.ledger_entry',
  schema: 'orders',
  tableName: 'ledger_entry',
  columns: {
    journalId: { name: 'journal_id', type: 'uuid', ...key },
    entryNo: { name: 'entry_no', type: 'integer', ...key },
    tenant: columns.tenant,
    account: { type: 'text' },
    currency: { type: 'text' },
    amountMinor: { name: 'amount_minor', type: 'bigint' },
  },
  foreignKeys: [
    {
      name: 'ledger_entry_journal_fk',
      target: 'orders.ledger_journal',
      columnNames: ['journalId'],
      referencedColumnNames: ['journalId'],
    },
  ],
  checks: [
    { name: 'ledger_entry_account', expression: `account IN ('processor', 'revenue', 'tax')` },
    { name: 'ledger_entry_currency', expression: `currency ~ '^[A-Z]{3}$'` },
    { name: 'ledger_entry_amount', expression: 'amount_minor <> 0' },
  ],
});
