import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listRevocations, type Output } from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { revocationOf } from '../revocations/revocation-rows.js';
import { ListRevocationsStore } from './list-revocations.store.js';

@Injectable()
export class ListRevocations implements CarriesOut<typeof listRevocations> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ListRevocationsStore) private readonly store: ListRevocationsStore,
  ) {}

  async execute(filter: Input<typeof listRevocations>): Promise<Output<typeof listRevocations>> {
    const { limit } = filter;
    const rows = await this.transactions.runAcrossTenants(() => this.store.newest({ ...filter, limit: limit + 1 }));
    const { page, next } = pageOf(rows, limit, ({ id }) => id);
    return { revocations: page.map(revocationOf), next };
  }
}
