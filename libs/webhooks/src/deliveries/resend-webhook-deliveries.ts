import { Inject, Injectable } from '@nestjs/common';
import {
  fault,
  type CarriesOut,
  type Input,
  type Output,
  type ResendWebhookDeliveries as Contract,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { OwnWebhooks } from '../endpoints/own-webhooks.js';
import { DeliveryStore } from './delivery.store.js';

@Injectable()
export class ResendWebhookDeliveries implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(DeliveryStore) private readonly store: DeliveryStore,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  execute({ webhook_id: id, event_id: eventId }: Input<Contract>): Promise<Output<Contract>> {
    return this.own.as(id, async (found) => {
      if (found.status === 'disabled') {
        throw fault('err:webhooks:conflict:disabled', { message: '/webhook_id: the webhook is disabled' });
      }
      const resent = await this.transactions.run(async () => {
        const count = await this.store.resend(id, eventId);
        if (count > 0) await this.own.record('resend', found, { deliveries: count, event_id: eventId ?? null });
        return count;
      });
      if (resent === 0 && eventId !== undefined) {
        throw fault('err:webhooks:unknown:delivery', { message: '/event_id: no settled delivery has this event_id' });
      }
      return { resent };
    });
  }
}
