import { Inject, Injectable } from '@nestjs/common';
import { type CallFacts, type CarriesOut, type Input, type Output, type revokeToken } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { Announcement } from '../log/announcement.js';
import { Sealing } from '../log/sealing.js';
import { RevokeTokenStore } from './revoke-token.store.js';

/** One token, once: whoever revokes it again gets the place that it already has. */
@Injectable()
export class RevokeToken implements CarriesOut<typeof revokeToken> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(RevokeTokenStore) private readonly store: RevokeTokenStore,
    @Inject(Announcement) private readonly announcement: Announcement,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  async execute(input: Input<typeof revokeToken>, call: CallFacts): Promise<Output<typeof revokeToken>> {
    const { jti, reason } = input;
    const committed = await this.transactions.run(async () => {
      const recorded = await this.store.record(input);
      if (recorded === undefined) return this.store.earlier(jti);
      await this.announcement.of({ ...recorded, scope: 'token', target: jti, reason });
      return recorded;
    });
    return this.sealing.outcomeOf(committed, call);
  }
}
