import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type listDetokenisePurposes, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { DetokenisePurposeStore } from '../pseudonyms/detokenise-purpose.store.js';

@Injectable()
export class ListDetokenisePurposes implements CarriesOut<typeof listDetokenisePurposes> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(DetokenisePurposeStore) private readonly store: DetokenisePurposeStore,
  ) {}

  async execute(): Promise<Output<typeof listDetokenisePurposes>> {
    return { purposes: [...(await this.transactions.run(() => this.store.all()))] };
  }
}
