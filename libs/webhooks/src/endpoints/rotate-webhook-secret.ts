import { Inject, Injectable } from '@nestjs/common';
import {
  fault,
  type CarriesOut,
  type Input,
  type Output,
  type RotateWebhookSecret as Contract,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { newWebhookSecret } from '../signature/secret.js';
import { webhookOf } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';
import { OwnWebhooks } from './own-webhooks.js';
import { WebhookSecrets } from './webhook-secrets.js';

const RETRY_AFTER_MS = 1_000;

/** Written first, in force with the row: a version that the row does not name signs nothing. */
@Injectable()
export class RotateWebhookSecret implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  execute({ webhook_id: id, overlap_s: overlapS }: Input<Contract>): Promise<Output<Contract>> {
    return this.own.as(id, async ({ secretVersion: from }) => {
      const secret = newWebhookSecret();
      const to = await this.secrets.write(id, secret);
      if (to === undefined) throw busy();
      const row = await this.transactions.run(async () => {
        const rotated = await this.store.rotateSecret(id, { from, to, overlapS });
        if (rotated === undefined) throw busy();
        await this.own.record('rotate_secret', rotated, { version: to, overlap_s: overlapS });
        return rotated;
      });
      return { ...webhookOf(row), secret };
    });
  }
}

function busy(): Error {
  return fault('err:webhooks:conflict:secret', {
    message: 'the secret is being rotated by another call',
    retryAfterMs: RETRY_AFTER_MS,
  });
}
