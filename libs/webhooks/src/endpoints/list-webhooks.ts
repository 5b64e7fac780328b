import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type ListWebhooks as Contract, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { tenantsInSight } from '@strongroom/security-context';
import { webhookOf } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';

@Injectable()
export class ListWebhooks implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
  ) {}

  async execute(): Promise<Output<Contract>> {
    const rows = await this.transactions.runAcrossTenants(() => this.store.list(tenantsInSight()));
    return { webhooks: rows.map(webhookOf) };
  }
}
