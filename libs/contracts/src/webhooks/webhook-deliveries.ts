import { z } from 'zod';
import { wholeNumberText } from '../auth-token/whole-number-text.js';
import { allow } from '../contract/access.js';
import { command, query, type Contract } from '../contract/contract.js';
import { type ServiceName } from '../contract/service-name.js';
import { webhookDelivery, webhookId } from './webhook.js';

const listInput = z.strictObject({
  webhook_id: webhookId,
  status: z.enum(['waiting', 'delivered', 'failed'], 'must be one of waiting, delivered, failed').optional(),
  limit: wholeNumberText(1, 500).default(100),
  /** Only those whose place in the log is before this one. */
  before_seq: wholeNumberText(1).optional(),
});

const listOutput = z.strictObject({
  deliveries: z.array(webhookDelivery),
  /** The `before_seq` of the page that follows; null on the last one. */
  next: z.int().nullable(),
});

const resendInput = z.strictObject({
  webhook_id: webhookId,
  /** One that was delivered or has failed; left out, all that have failed. */
  event_id: z.uuid('must be a UUID').optional(),
});

export type ListWebhookDeliveries = Contract<typeof listInput, typeof listOutput>;
export type ResendWebhookDeliveries = Contract<typeof resendInput, typeof resendOutput>;

const resendOutput = z.strictObject({ resent: z.int().nonnegative() });

/** What was sent to an endpoint, or is to be, latest event first. */
export function listWebhookDeliveriesOf(service: ServiceName): ListWebhookDeliveries {
  return query(`${service}.webhook-delivery.list.v1`, {
    input: listInput,
    output: listOutput,
    errors: ['err:webhooks:unknown:webhook'],
    access: allow('webhooks:read'),
    deadlineMs: 5_000,
    http: { method: 'GET', path: `/v1/webhooks/${service}/:webhook_id/deliveries` },
  });
}

/** Sends again, with the same `webhook-id`, and tries for another day. */
export function resendWebhookDeliveriesOf(service: ServiceName): ResendWebhookDeliveries {
  return command(`${service}.webhook-delivery.resend.v1`, {
    input: resendInput,
    output: resendOutput,
    errors: ['err:webhooks:unknown:webhook', 'err:webhooks:unknown:delivery', 'err:webhooks:conflict:disabled'],
    access: allow('webhooks:write'),
    deadlineMs: 10_000,
    http: { method: 'POST', path: `/v1/webhooks/${service}/:webhook_id/resend` },
  });
}
