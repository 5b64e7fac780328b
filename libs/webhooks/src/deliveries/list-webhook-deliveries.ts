import { Inject, Injectable } from '@nestjs/common';
import {
  type CarriesOut,
  type Input,
  type ListWebhookDeliveries as Contract,
  type Output,
} from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { OwnWebhooks } from '../endpoints/own-webhooks.js';
import { DeliveryStore, type ShownDelivery } from './delivery.store.js';

type Delivery = Output<Contract>['deliveries'][number];

@Injectable()
export class ListWebhookDeliveries implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(DeliveryStore) private readonly store: DeliveryStore,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  async execute(asked: Input<Contract>): Promise<Output<Contract>> {
    const { webhook_id: id, limit } = asked;
    const rows = await this.own.as(id, () =>
      this.transactions.run(() => this.store.latest({ ...asked, limit: limit + 1 })),
    );
    const { page, next } = pageOf(rows, limit, ({ seq }) => seq);
    return { deliveries: page.map(deliveryOf), next };
  }
}

function deliveryOf(row: ShownDelivery): Delivery {
  return {
    event_id: row.eventId,
    event_type: row.eventType,
    seq: row.seq,
    status: row.status,
    attempts: row.attempts,
    last_outcome: row.lastOutcome as Delivery['last_outcome'],
    last_http_status: row.lastHttpStatus,
    last_attempt_at: row.lastAttemptAt?.toISOString() ?? null,
    next_attempt_at: row.status === 'waiting' ? row.nextAttemptAt.toISOString() : null,
    created_at: row.recordedAt.toISOString(),
    settled_at: row.settledAt?.toISOString() ?? null,
  };
}
