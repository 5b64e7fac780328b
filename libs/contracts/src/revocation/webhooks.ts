import {
  createWebhookOf,
  deleteWebhookOf,
  enableWebhookOf,
  listWebhooksOf,
  rotateWebhookSecretOf,
  showWebhookOf,
  updateWebhookOf,
} from '../webhooks/manage-webhooks.js';
import { listWebhookDeliveriesOf, resendWebhookDeliveriesOf } from '../webhooks/webhook-deliveries.js';

/** What the revocation log tells webhooks: an entry has its place, and guards enforce it. */
export const revocationWebhookTypes = ['revocation.sealed', 'stop.sealed', 'stop.lifted'] as const;
export type RevocationWebhookType = (typeof revocationWebhookTypes)[number];

export const createRevocationWebhook = createWebhookOf('revocation', revocationWebhookTypes);
export const listRevocationWebhooks = listWebhooksOf('revocation');
export const showRevocationWebhook = showWebhookOf('revocation');
export const updateRevocationWebhook = updateWebhookOf('revocation', revocationWebhookTypes);
export const deleteRevocationWebhook = deleteWebhookOf('revocation');
export const enableRevocationWebhook = enableWebhookOf('revocation');
export const rotateRevocationWebhookSecret = rotateWebhookSecretOf('revocation');
export const listRevocationWebhookDeliveries = listWebhookDeliveriesOf('revocation');
export const resendRevocationWebhookDeliveries = resendWebhookDeliveriesOf('revocation');

export const revocationWebhookContracts = [
  createRevocationWebhook,
  listRevocationWebhooks,
  showRevocationWebhook,
  updateRevocationWebhook,
  deleteRevocationWebhook,
  enableRevocationWebhook,
  rotateRevocationWebhookSecret,
  listRevocationWebhookDeliveries,
  resendRevocationWebhookDeliveries,
] as const;
