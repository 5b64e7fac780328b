import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listScheduledRevocations, type Output } from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { tenantsInSight } from '@strongroom/security-context';
import { scheduledOf } from '../scheduled-revocations/scheduled-rows.js';
import { ListScheduledRevocationsStore } from './list-scheduled-revocations.store.js';

@Injectable()
export class ListScheduledRevocations implements CarriesOut<typeof listScheduledRevocations> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ListScheduledRevocationsStore) private readonly store: ListScheduledRevocationsStore,
  ) {}

  async execute(asked: Input<typeof listScheduledRevocations>): Promise<Output<typeof listScheduledRevocations>> {
    const { limit } = asked;
    const rows = await this.transactions.runAcrossTenants(() =>
      this.store.newest(tenantsInSight(), { ...asked, limit: limit + 1 }),
    );
    const { page, next } = pageOf(rows, limit, ({ id }) => id);
    return { scheduled: page.map(scheduledOf), next };
  }
}
