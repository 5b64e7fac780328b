import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type listSigningKeys, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { shownSigningKey } from '../signing/shown-signing-key.js';
import { SigningKeyStore } from '../signing/signing-key.store.js';

@Injectable()
export class ListSigningKeys implements CarriesOut<typeof listSigningKeys> {
  constructor(
    @Inject(SigningKeyStore) private readonly store: SigningKeyStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute(): Promise<Output<typeof listSigningKeys>> {
    const keys = await this.transactions.run(() => this.store.all());
    return { signing_keys: keys.map(shownSigningKey) };
  }
}
