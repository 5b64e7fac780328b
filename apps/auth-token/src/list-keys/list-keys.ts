import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type listKeys, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { SigningKeyStore } from '../signing/signing-key.store.js';

@Injectable()
export class ListKeys implements CarriesOut<typeof listKeys> {
  constructor(
    @Inject(SigningKeyStore) private readonly store: SigningKeyStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute(): Promise<Output<typeof listKeys>> {
    const published = await this.transactions.run(() => this.store.published());
    return { keys: published.map(({ kid, publicJwk }) => ({ ...publicJwk, use: 'sig', alg: 'RS256', kid })) };
  }
}
