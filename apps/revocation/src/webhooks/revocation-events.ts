import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type RevocationWebhookType } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { Redaction } from '@strongroom/platform';
import { WebhookSource, type WebhookPayload } from '@strongroom/webhooks';
import { type ShownRow, wholeRevocationOf } from '../revocations/revocation-rows.js';
import { RevocationEventsStore } from './revocation-events.store.js';

/** With the longest notes and metadata they take a few milliseconds to redact. */
const ROWS_A_TURN = 16;

/**
 * Entries of the log as webhooks tell them: what `show` says of them, with note and metadata redacted as in an export. Those that
 * reach beyond a tenant go to webhooks of the platform alone, so nothing of them is kept back.
 */
@Injectable()
export class RevocationEvents implements WebhookSource {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RevocationEventsStore) private readonly store: RevocationEventsStore,
    @Inject(Redaction) private readonly redaction: Redaction,
  ) {}

  async payloadsOf(eventIds: readonly string[]): Promise<ReadonlyMap<string, WebhookPayload>> {
    const rows = await this.transactions.runAcrossTenants(() => this.store.find(eventIds));
    const payloads = new Map<string, WebhookPayload>();
    for (const [index, row] of rows.entries()) {
      if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
      payloads.set(row.id, this.#payloadOf(row));
    }
    return payloads;
  }

  #payloadOf(row: ShownRow): WebhookPayload {
    const { status: _, note, metadata, ...rest } = wholeRevocationOf(row);
    const data = { tenant: row.tenant, ...rest, ...this.redaction.strings({ note, metadata }) };
    return { type: typeOf(row), timestamp: row.sealedAt ?? row.recordedAt, data };
  }
}

/** As the view `revocation.webhook_event` has it, by which it is decided who is told. */
function typeOf({ scope }: ShownRow): RevocationWebhookType {
  if (scope === 'stop') return 'stop.sealed';
  return scope === 'lift' ? 'stop.lifted' : 'revocation.sealed';
}
