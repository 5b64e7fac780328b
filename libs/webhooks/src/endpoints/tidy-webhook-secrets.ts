import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { EndpointStore } from './endpoint.store.js';
import { WebhookSecrets } from './webhook-secrets.js';

/** Who makes a webhook writes its row within seconds of its secret. */
const YOUNG_MS = 3_600_000;

/** Forgets secrets that have no webhook: a crash between the secret store and the database left them. */
@Injectable()
export class TidyWebhookSecrets {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
  ) {}

  async pass(): Promise<'idle'> {
    const stored = (await this.secrets.list()).filter((id) => madeAtMs(id) < Date.now() - YOUNG_MS);
    if (stored.length === 0) return 'idle';
    const known = await this.transactions.runAcrossTenants(() => this.store.known(stored));
    for (const id of stored) if (!known.has(id)) await this.secrets.forget(id);
    return 'idle';
  }
}

/** A UUIDv7 (RFC 9562) begins with its time in milliseconds. */
function madeAtMs(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
