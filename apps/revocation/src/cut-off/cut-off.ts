import { Inject, Injectable } from '@nestjs/common';
import { fault, type CallFacts, type Output, type revokeSubject } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { Announcement } from '../log/announcement.js';
import { Sealing } from '../log/sealing.js';
import { type Committed } from '../log/place.js';
import { CutOffStore, type CutOffTerms } from './cut-off.store.js';

/**
 * Ends all that rests on one thing up to here. Every call is a new cut-off, because something may have been issued
 * since the last one; calls with one idempotency key are one call.
 */
@Injectable()
export class CutOff {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CutOffStore) private readonly store: CutOffStore,
    @Inject(Announcement) private readonly announcement: Announcement,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  async make(terms: CutOffTerms, call: CallFacts): Promise<Output<typeof revokeSubject>> {
    const committed = await this.transactions.run(async () => {
      const recorded = await this.store.record({ ...terms, idempotencyKey: call.idempotencyKey });
      if (recorded === undefined) return this.#sameAsBefore(terms, call.idempotencyKey ?? '');
      await this.announcement.of({ ...recorded, ...terms });
      return recorded;
    });
    return this.sealing.outcomeOf(committed, call);
  }

  async #sameAsBefore({ scope, target }: CutOffTerms, idempotencyKey: string): Promise<Committed> {
    const earlier = await this.store.byIdempotencyKey(idempotencyKey);
    if (earlier.scope === scope && earlier.target === target) return earlier.committed;
    throw fault('err:revocation:conflict:idempotency-key', {
      message: 'this idempotency key was used to revoke something else',
    });
  }
}
