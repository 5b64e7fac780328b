import { type ServiceName } from '@strongroom/contracts';
import { type LogTerms } from '@strongroom/persistence';

/** Token of what a service says of its webhooks. */
export const WEBHOOK_TERMS = Symbol('what a service says of its webhooks');

/**
 * The service's schema holds `webhook_endpoint`, `webhook_delivery`, `webhook_position` and the view `webhook_event`, which says in
 * `event_id`, `seq`, `tenant` and `event_type` what of its sealed log can be told.
 */
export interface WebhookTerms {
  readonly service: ServiceName;
  readonly log: LogTerms;
}

/** What a receiver is told, as Standard Webhooks has it. */
export interface WebhookPayload {
  readonly type: string;
  readonly timestamp: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The service's log as webhooks tell it. The same event has to be the same payload each time. */
export abstract class WebhookSource {
  /** Across tenants. Of events that are not there, nothing. */
  abstract payloadsOf(eventIds: readonly string[]): Promise<ReadonlyMap<string, WebhookPayload>>;
}
