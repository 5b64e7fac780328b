import { Inject, Injectable } from '@nestjs/common';
import {
  NAMED_TOKENS_MAX,
  type CarriesOut,
  type countLiveTokens,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { AccessTokens } from '../signing/access-tokens.js';
import { CountLiveTokensStore } from './count-live-tokens.store.js';

/** Of the four million that a frame may have; only names as long as they may be come near. */
const NAMES_CHARS_MAX = 3_000_000;

@Injectable()
export class CountLiveTokens implements CarriesOut<typeof countLiveTokens> {
  constructor(
    @Inject(CountLiveTokensStore) private readonly store: CountLiveTokensStore,
    @Inject(AccessTokens) private readonly accessTokens: Pick<AccessTokens, 'issuer'>,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute(about: Input<typeof countLiveTokens>): Promise<Output<typeof countLiveTokens>> {
    return this.transactions.run(async () => {
      const { live, countedAt } = await this.store.count(about);
      const named = live > NAMED_TOKENS_MAX ? [] : await this.store.names(about);
      const isWhole = live <= NAMED_TOKENS_MAX && named.length <= NAMED_TOKENS_MAX && fitsAFrame(named);
      return {
        live: { access_token: isWhole ? named.length : live },
        tokens: isWhole ? [...named] : null,
        audience: this.accessTokens.issuer,
        counted_at: countedAt.toISOString(),
      };
    });
  }
}

function fitsAFrame(named: readonly object[]): boolean {
  return JSON.stringify(named).length <= NAMES_CHARS_MAX;
}
