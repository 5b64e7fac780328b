import { type Provider, type Type } from '@nestjs/common';
import { SETTINGS } from '@strongroom/platform';
import { ListWebhookDeliveries } from './deliveries/list-webhook-deliveries.js';
import { DeliveryStore } from './deliveries/delivery.store.js';
import { ResendWebhookDeliveries } from './deliveries/resend-webhook-deliveries.js';
import { Attempt } from './delivery/attempt.js';
import { AttemptStore } from './delivery/attempt.store.js';
import { Courier } from './delivery/courier.js';
import { FanOut } from './delivery/fan-out.js';
import { FanOutStore } from './delivery/fan-out.store.js';
import { WebhookLoops } from './delivery/webhook.loops.js';
import { CreateWebhook } from './endpoints/create-webhook.js';
import { DeleteWebhook } from './endpoints/delete-webhook.js';
import { EnableWebhook } from './endpoints/enable-webhook.js';
import { EndpointStore } from './endpoints/endpoint.store.js';
import { ListWebhooks } from './endpoints/list-webhooks.js';
import { OwnWebhooks } from './endpoints/own-webhooks.js';
import { RotateWebhookSecret } from './endpoints/rotate-webhook-secret.js';
import { ShowWebhook } from './endpoints/show-webhook.js';
import { TidyWebhookSecrets } from './endpoints/tidy-webhook-secrets.js';
import { UpdateWebhook } from './endpoints/update-webhook.js';
import { WebhookSecrets } from './endpoints/webhook-secrets.js';
import { Targets } from './outbound/target.js';
import { type WebhookSettings } from './settings.js';
import { WEBHOOK_TERMS, WebhookSource, type WebhookTerms } from './webhook-terms.js';

/** All that a service needs that tells its log by webhook, beside the contracts that it binds to the use cases. */
export function webhookProviders(terms: WebhookTerms, source: Type<WebhookSource>): Provider[] {
  return [
    { provide: WEBHOOK_TERMS, useValue: terms },
    { provide: WebhookSource, useClass: source },
    {
      provide: Targets,
      inject: [SETTINGS],
      useFactory: ({ WEBHOOK_ALLOWED_NETWORKS: networks }: WebhookSettings) => new Targets({ networks }),
    },
    ...[CreateWebhook, ListWebhooks, ShowWebhook, UpdateWebhook, DeleteWebhook, EnableWebhook, RotateWebhookSecret],
    ...[EndpointStore, OwnWebhooks, WebhookSecrets, TidyWebhookSecrets],
    ...[ListWebhookDeliveries, ResendWebhookDeliveries, DeliveryStore],
    ...[FanOut, FanOutStore, Attempt, AttemptStore, Courier, WebhookLoops],
  ];
}
