import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type WithWebhook } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { webhookOf } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';
import { OwnWebhooks, unknownWebhook } from './own-webhooks.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** From the commit on nothing is signed for it. Its secret goes next; where that fails, `TidyWebhookSecrets` sees to it. */
@Injectable()
export class DeleteWebhook implements CarriesOut<WithWebhook> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  async execute({ webhook_id: id }: Input<WithWebhook>): Promise<Output<WithWebhook>> {
    const removed = await this.own.as(id, () =>
      this.transactions.run(async () => {
        const row = await this.store.remove(id);
        if (row === undefined) throw unknownWebhook();
        await this.own.record('delete', row);
        return row;
      }),
    );
    await this.secrets.forget(id).catch(() => undefined);
    return webhookOf(removed);
  }
}
