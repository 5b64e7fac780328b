import { Inject, Injectable } from '@nestjs/common';
import {
  allow,
  fault,
  WEBHOOKS_PER_TENANT_MAX,
  type CarriesOut,
  type CreateWebhook as Contract,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { currentContext, everyTenant, inTenantOf, requireAccess } from '@strongroom/security-context';
import { newWebhookSecret } from '../signature/secret.js';
import { webhookOf, type EndpointRow } from './endpoint-rows.js';
import { EndpointStore, type NewEndpoint } from './endpoint.store.js';
import { OwnWebhooks } from './own-webhooks.js';
import { WebhookSecrets } from './webhook-secrets.js';

/**
 * First the secret, then the row. What a crash in between leaves in the secret store was told to nobody and signs nothing;
 * `TidyWebhookSecrets` forgets it.
 */
@Injectable()
export class CreateWebhook implements CarriesOut<Contract> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
    @Inject(OwnWebhooks) private readonly own: OwnWebhooks,
  ) {}

  async execute({ platform, url, event_types: eventTypes, description }: Input<Contract>): Promise<Output<Contract>> {
    const context = currentContext();
    if (platform) requireAccess(allow('revocation:emergency'), context);
    await this.own.requireTarget(url);
    const [id, secret] = [uuidv7(), newWebhookSecret()];
    const secretVersion = await this.secrets.write(id, secret);
    if (secretVersion === undefined) throw new Error('somebody else wrote the secret of a webhook that is being made');
    const row = await inTenantOf(platform ? everyTenant : context.tenant, () =>
      this.transactions.run(() => this.#insert({ id, url, eventTypes, description, secretVersion })),
    );
    return { ...webhookOf(row), secret };
  }

  async #insert(endpoint: NewEndpoint): Promise<EndpointRow> {
    if ((await this.store.countAlone()) >= WEBHOOKS_PER_TENANT_MAX) {
      throw fault('err:webhooks:exceeded:webhooks', {
        message: `there are ${WEBHOOKS_PER_TENANT_MAX} webhooks already`,
      });
    }
    const row = await this.store.insert(endpoint);
    await this.own.record('create', row, { event_types: row.eventTypes });
    return row;
  }
}
