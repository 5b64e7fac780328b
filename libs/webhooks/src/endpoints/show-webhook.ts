import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type WithWebhook } from '@strongroom/contracts';
import { webhookOf } from './endpoint-rows.js';
import { OwnWebhooks } from './own-webhooks.js';

@Injectable()
export class ShowWebhook implements CarriesOut<WithWebhook> {
  constructor(@Inject(OwnWebhooks) private readonly own: OwnWebhooks) {}

  execute({ webhook_id: id }: Input<WithWebhook>): Promise<Output<WithWebhook>> {
    return this.own.as(id, (found) => Promise.resolve(webhookOf(found)));
  }
}
