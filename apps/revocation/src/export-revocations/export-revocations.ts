import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type exportRevocations, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { Redaction } from '@strongroom/platform';
import { ListRevocationsStore } from '../list-revocations/list-revocations.store.js';
import { revocationOf } from '../revocations/revocation-rows.js';

type Page = Output<typeof exportRevocations>;

const ROWS_MAX = 1_000;
/** With the longest notes and metadata they take a few milliseconds to redact. */
const ROWS_A_TURN = 16;
/** Half of what a frame may carry; with notes and metadata as long as they may be, a thousand entries would be several frames. */
const PAGE_CHARS_MAX = 1_000_000;

/**
 * One page of an export, and the audit entry that says what is in it, in one transaction. What people wrote into a
 * revocation, against all advice, does not leave: its note and metadata are redacted.
 */
@Injectable()
export class ExportRevocations implements CarriesOut<typeof exportRevocations> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ListRevocationsStore) private readonly store: ListRevocationsStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Redaction) private readonly redaction: Redaction,
  ) {}

  execute(asked: Input<typeof exportRevocations>): Promise<Page> {
    return this.transactions.runAcrossTenants(async () => {
      const rows = await this.store.newest({ ...asked, limit: ROWS_MAX });
      const revocations = await this.#page(rows);
      const last = revocations.at(-1)?.revocation_id ?? null;
      const isLast = rows.length < ROWS_MAX && revocations.length === rows.length;
      const filter = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
      await this.audit.record({
        action: 'revocations.export',
        target: { type: 'revocations', id: asked.target ?? '*' },
        outcome: 'succeeded',
        details: { ...filter, entries: revocations.length, first: revocations.at(0)?.revocation_id ?? null, last },
      });
      return { revocations, next: isLast ? null : last };
    });
  }

  /** As many of the first as one answer carries, and one at least. */
  async #page(rows: Awaited<ReturnType<ListRevocationsStore['newest']>>): Promise<Page['revocations']> {
    const page: Page['revocations'] = [];
    let chars = 0;
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_A_TURN === 0) await nextTurn();
      const { note, metadata, ...rest } = revocationOf(row);
      const one = { ...rest, ...this.redaction.strings({ note, metadata }) };
      chars += JSON.stringify(one).length;
      if (chars > PAGE_CHARS_MAX && index > 0) break;
      page.push(one);
    }
    return page;
  }
}
