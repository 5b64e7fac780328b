import { type Output, type WithWebhook } from '@strongroom/contracts';
import { type WebhookEndpointRow } from '@strongroom/entities';
import { everyTenant } from '@strongroom/security-context';

type Webhook = Output<WithWebhook>;

/** The columns of an endpoint, named as in its row. */
export const ENDPOINT_COLUMNS = `id, tenant, url, event_types AS "eventTypes", description, status,
  disabled_because AS "disabledBecause", secret_version AS "secretVersion", failures, failing_since AS "failingSince",
  CASE WHEN previous_secret_until > clock_timestamp() THEN previous_secret_until END AS "previousSecretUntil",
  created_by_type AS "createdByType", created_by_id AS "createdById", recorded_at AS "recordedAt", updated_at AS "updatedAt"`;

export type EndpointRow = Omit<WebhookEndpointRow, 'pausedUntil' | 'previousSecretVersion'>;

export function webhookOf(row: EndpointRow): Webhook {
  return {
    webhook_id: row.id,
    platform: row.tenant === everyTenant,
    url: row.url,
    event_types: [...row.eventTypes],
    description: row.description,
    status: row.status,
    disabled_because: row.disabledBecause,
    failures: row.failures,
    failing_since: row.failingSince?.toISOString() ?? null,
    previous_secret_until: row.previousSecretUntil?.toISOString() ?? null,
    created_by: { type: row.createdByType, id: row.createdById },
    created_at: row.recordedAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
