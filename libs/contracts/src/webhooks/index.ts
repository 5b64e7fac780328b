export { WEBHOOKS_PER_TENANT_MAX } from './webhook.js';
export {
  createWebhookOf,
  deleteWebhookOf,
  enableWebhookOf,
  listWebhooksOf,
  rotateWebhookSecretOf,
  showWebhookOf,
  updateWebhookOf,
  type CreateWebhook,
  type ListWebhooks,
  type RotateWebhookSecret,
  type UpdateWebhook,
  type WithWebhook,
} from './manage-webhooks.js';
export {
  listWebhookDeliveriesOf,
  resendWebhookDeliveriesOf,
  type ListWebhookDeliveries,
  type ResendWebhookDeliveries,
} from './webhook-deliveries.js';
