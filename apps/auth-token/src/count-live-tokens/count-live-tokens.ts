import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type countLiveTokens, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { CountLiveTokensStore } from './count-live-tokens.store.js';

@Injectable()
export class CountLiveTokens implements CarriesOut<typeof countLiveTokens> {
  constructor(
    @Inject(CountLiveTokensStore) private readonly store: CountLiveTokensStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute(about: Input<typeof countLiveTokens>): Promise<Output<typeof countLiveTokens>> {
    const { live, countedAt } = await this.transactions.run(() => this.store.count(about));
    return { live: { access_token: live }, counted_at: countedAt.toISOString() };
  }
}
