import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type WithWebhook } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { webhookOf } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';
import { OwnWebhooks } from './own-webhooks.js';

/** Enabled again, the answer is the same, and nothing is written down. */
@Injectable()
export class EnableWebhook implements CarriesOut<WithWebhook> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  execute({ webhook_id: id }: Input<WithWebhook>): Promise<Output<WithWebhook>> {
    return this.own.as(id, (found) =>
      this.transactions.run(async () => {
        const enabled = await this.store.enable(id);
        if (enabled !== undefined) await this.own.record('enable', enabled);
        return webhookOf(enabled ?? found);
      }),
    );
  }
}
