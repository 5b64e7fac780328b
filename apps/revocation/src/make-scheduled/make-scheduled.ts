import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { CutOffStore } from '../cut-off/cut-off.store.js';
import { Announcement } from '../log/announcement.js';
import { RevokeTokenStore } from '../revoke-token/revoke-token.store.js';
import { type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';
import { MakeScheduledStore, type DueRow } from './make-scheduled.store.js';

const BATCH = 100;

/**
 * Appends to the log what was scheduled, once its time has come. The entry and the mark that it was made are one transaction
 * under the lock of its row: a process that dies in between has done nothing, and several replicas may do this at once.
 */
@Injectable()
export class MakeScheduled {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(MakeScheduledStore) private readonly store: MakeScheduledStore,
    @Inject(CutOffStore) private readonly cutOffs: CutOffStore,
    @Inject(RevokeTokenStore) private readonly tokens: RevokeTokenStore,
    @Inject(Announcement) private readonly announcement: Announcement,
  ) {}

  /** One round; throws what went wrong when all of it has been tried, so that one does not hold up the others. */
  async makeDue(signal: AbortSignal): Promise<'more' | 'idle'> {
    const rows = await this.transactions.runAcrossTenants(() => this.store.due(BATCH));
    const errors: unknown[] = [];
    for (const row of rows) {
      if (signal.aborted) break;
      await this.#make(row).catch((error: unknown) => errors.push(error));
    }
    if (errors.length > 0) {
      const message = `${errors.length} of ${rows.length} scheduled revocations are not made; the first of them because of its cause`;
      throw new Error(message, { cause: errors[0] });
    }
    return rows.length === BATCH ? 'more' : 'idle';
  }

  #make({ id, scope, tenant, target }: DueRow): Promise<void> {
    // As at once: a tenant's end is an entry of that tenant.
    const context = serviceContext('revocation', scope === 'tenant' ? target : tenant);
    return runInContext(context, () =>
      this.transactions.runAcrossTenants(async () => {
        const row = await this.store.take(id);
        // The act is that of who scheduled it.
        const actor = row && { type: row.actorType, id: row.actorId };
        if (row !== undefined && actor !== undefined)
          await runInContext({ ...context, actor }, () => this.#append(row));
      }),
    );
  }

  async #append({ id, scope, target, reason, note, metadata }: ScheduledRow): Promise<void> {
    const why = { reason, note: note ?? undefined, metadata };
    const recorded =
      scope === 'token'
        ? await this.tokens.record({ jti: target, ...why })
        : await this.cutOffs.record({ scope, target, ...why, idempotencyKey: undefined });
    if (recorded !== undefined) await this.announcement.of({ ...recorded, scope, target, reason });
    const { revocationId } = recorded ?? (await this.tokens.earlier(target));
    await this.store.made(id, revocationId);
  }
}
