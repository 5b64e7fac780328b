import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type UpdateWebhook as Contract } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { webhookOf } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';
import { OwnWebhooks, unknownWebhook } from './own-webhooks.js';

@Injectable()
export class UpdateWebhook implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  execute({ webhook_id: id, url, event_types: eventTypes, description }: Input<Contract>): Promise<Output<Contract>> {
    return this.own.as(id, async () => {
      if (url !== undefined) await this.own.requireTarget(url);
      return this.transactions.run(async () => {
        const changed = await this.store.change(id, { url, eventTypes, description });
        if (changed === undefined) throw unknownWebhook();
        await this.own.record('update', changed, { event_types: changed.eventTypes });
        return webhookOf(changed);
      });
    });
  }
}
