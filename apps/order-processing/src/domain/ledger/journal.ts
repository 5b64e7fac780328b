import { type Currency } from '../money/currency.js';

/** `processor`: what the payment processor owes us. `revenue`: what we earned. `tax`: what we owe the tax office. */
type Account = 'processor' | 'revenue' | 'tax';

/** One line of a journal. Debits are positive, credits negative, so that a journal that balances sums to zero. */
export interface JournalEntry {
  readonly account: Account;
  readonly amountMinor: bigint;
  readonly currency: Currency;
}

export interface Journal {
  readonly kind: 'capture';
  readonly entries: readonly JournalEntry[];
}

/**
 * The only way to a journal. Lines of nothing are left out.
 * @throws RangeError when the entries do not sum to zero in each currency: money would appear or vanish.
 */
export function journal(kind: Journal['kind'], entries: readonly JournalEntry[]): Journal {
  const balances = new Map<Currency, bigint>();
  for (const { currency, amountMinor } of entries) {
    balances.set(currency, (balances.get(currency) ?? 0n) + amountMinor);
  }
  for (const [currency, balance] of balances) {
    if (balance !== 0n) {
      throw new RangeError(`the ${kind} journal is out of balance by ${balance} minor units of ${currency}`);
    }
  }
  return { kind, entries: entries.filter(({ amountMinor }) => amountMinor !== 0n) };
}

/** Money of a captured order: the processor owes us the gross; of it the net is ours and the tax is not. */
export function captureJournal(
  captured: { readonly netMinor: bigint; readonly taxMinor: bigint; readonly grossMinor: bigint },
  currency: Currency,
): Journal {
  return journal('capture', [
    { account: 'processor', amountMinor: captured.grossMinor, currency },
    { account: 'revenue', amountMinor: -captured.netMinor, currency },
    { account: 'tax', amountMinor: -captured.taxMinor, currency },
  ]);
}
