import { z } from 'zod';
import { allow } from '../contract/access.js';
import { command, query, type Contract } from '../contract/contract.js';
import { type ServiceName } from '../contract/service-name.js';
import {
  SECRET_OVERLAP_S,
  webhook,
  webhookDescription,
  webhookEventTypes,
  webhookId,
  webhookSecret,
  webhookUrl,
} from './webhook.js';

type Types = readonly [string, ...string[]];

const OVERLAP_S_MAX = 604_800;

const named = z.strictObject({ webhook_id: webhookId });
const withSecret = webhook.extend({ secret: webhookSecret });
const unknown = 'err:webhooks:unknown:webhook';
const door = (service: ServiceName, rest = ''): `/${string}` => `/v1/webhooks/${service}${rest}`;

const createInput = (types: Types) =>
  z.strictObject({
    url: webhookUrl,
    event_types: webhookEventTypes(types),
    description: webhookDescription.default(''),
    /** Of the platform: asks for `revocation:emergency`, and gets what reaches beyond one tenant. */
    platform: z.boolean('must be true or false').default(false),
  });

const updateInput = (types: Types) =>
  z
    .strictObject({
      webhook_id: webhookId,
      url: webhookUrl.optional(),
      event_types: webhookEventTypes(types).optional(),
      description: webhookDescription.optional(),
    })
    .refine(({ webhook_id: _, ...changes }) => Object.keys(changes).length > 0, 'must change something');

const listInput = z.strictObject({});
const listOutput = z.strictObject({ webhooks: z.array(webhook) });

const rotateInput = named.extend({
  /** How long the old secret still signs beside the new one. 0: it ends at once. */
  overlap_s: z
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(OVERLAP_S_MAX, `must be at most ${OVERLAP_S_MAX}`)
    .default(SECRET_OVERLAP_S),
});

export type CreateWebhook = Contract<ReturnType<typeof createInput>, typeof withSecret>;
export type UpdateWebhook = Contract<ReturnType<typeof updateInput>, typeof webhook>;
export type ListWebhooks = Contract<typeof listInput, typeof listOutput>;
export type WithWebhook = Contract<typeof named, typeof webhook>;
export type RotateWebhookSecret = Contract<typeof rotateInput, typeof withSecret>;

/** Makes an endpoint that gets the service's events from now on. Its secret is in the answer, and nowhere else ever again. */
export function createWebhookOf(service: ServiceName, types: Types): CreateWebhook {
  return command(`${service}.webhook.create.v1`, {
    input: createInput(types),
    output: withSecret,
    errors: ['err:webhooks:invalid:url', 'err:webhooks:exceeded:webhooks'],
    access: allow('webhooks:write'),
    deadlineMs: 10_000,
    stepUp: ({ platform }) => platform === true,
    http: { method: 'POST', path: door(service), status: 201 },
    secrets: { output: ['/secret'] },
  });
}

/** The tenant's endpoints, and to who has `revocation:emergency` those of the platform; in the order in which they were made. */
export function listWebhooksOf(service: ServiceName): ListWebhooks {
  return query(`${service}.webhook.list.v1`, {
    input: listInput,
    output: listOutput,
    errors: [],
    access: allow('webhooks:read'),
    deadlineMs: 5_000,
    http: { method: 'GET', path: door(service) },
  });
}

export function showWebhookOf(service: ServiceName): WithWebhook {
  return query(`${service}.webhook.show.v1`, {
    input: named,
    output: webhook,
    errors: [unknown],
    access: allow('webhooks:read'),
    deadlineMs: 5_000,
    http: { method: 'GET', path: door(service, '/:webhook_id') },
  });
}

/** Changes what is named; what waits for the endpoint goes to the new URL. */
export function updateWebhookOf(service: ServiceName, types: Types): UpdateWebhook {
  return command(`${service}.webhook.update.v1`, {
    input: updateInput(types),
    output: webhook,
    errors: [unknown, 'err:webhooks:invalid:url'],
    access: allow('webhooks:write'),
    deadlineMs: 10_000,
    http: { method: 'POST', path: door(service, '/:webhook_id') },
  });
}

/** Deletes an endpoint with its secret and its deliveries. */
export function deleteWebhookOf(service: ServiceName): WithWebhook {
  return command(`${service}.webhook.delete.v1`, {
    input: named,
    output: webhook,
    errors: [unknown],
    access: allow('webhooks:write'),
    deadlineMs: 15_000,
    http: { method: 'DELETE', path: door(service, '/:webhook_id') },
  });
}

/** Sends to an endpoint again that was disabled: what is sealed from now on. What failed meanwhile can be sent again. */
export function enableWebhookOf(service: ServiceName): WithWebhook {
  return command(`${service}.webhook.enable.v1`, {
    input: named,
    output: webhook,
    errors: [unknown],
    access: allow('webhooks:write'),
    deadlineMs: 5_000,
    http: { method: 'POST', path: door(service, '/:webhook_id/enable') },
  });
}

/** A new secret. While the old one still signs, each request has two signatures, and a receiver accepts either. */
export function rotateWebhookSecretOf(service: ServiceName): RotateWebhookSecret {
  return command(`${service}.webhook.rotate-secret.v1`, {
    input: rotateInput,
    output: withSecret,
    errors: [unknown, 'err:webhooks:conflict:secret'],
    access: allow('webhooks:write'),
    deadlineMs: 10_000,
    http: { method: 'POST', path: door(service, '/:webhook_id/rotate-secret') },
    secrets: { output: ['/secret'] },
  });
}
