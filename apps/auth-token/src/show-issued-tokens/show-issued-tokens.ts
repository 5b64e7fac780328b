import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showIssuedTokens } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { AccessTokens } from '../signing/access-tokens.js';
import { ShowIssuedTokensStore } from './show-issued-tokens.store.js';

@Injectable()
export class ShowIssuedTokens implements CarriesOut<typeof showIssuedTokens> {
  constructor(
    @Inject(ShowIssuedTokensStore) private readonly store: ShowIssuedTokensStore,
    @Inject(AccessTokens) private readonly accessTokens: Pick<AccessTokens, 'issuer'>,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute({ jtis }: Input<typeof showIssuedTokens>): Promise<Output<typeof showIssuedTokens>> {
    const rows = await this.transactions.run(() => this.store.find(jtis));
    return {
      tokens: rows.map(({ issuedAt, expiresAt, ...row }) => ({
        ...row,
        audience: this.accessTokens.issuer,
        issued_at: issuedAt.toISOString(),
        expires_at: expiresAt.toISOString(),
      })),
    };
  }
}
