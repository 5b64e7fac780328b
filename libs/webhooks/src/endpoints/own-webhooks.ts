import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type AuditDetails } from '@strongroom/audit';
import { fault } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { inTenantOf, tenantsInSight } from '@strongroom/security-context';
import { Targets } from '../outbound/target.js';
import { type EndpointRow } from './endpoint-rows.js';
import { EndpointStore } from './endpoint.store.js';

export type WebhookAct = 'create' | 'update' | 'delete' | 'enable' | 'disable' | 'rotate_secret' | 'resend';

/** What every use case of a webhook begins and ends with: whose it is, and what is written down of the act. */
@Injectable()
export class OwnWebhooks {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndpointStore) private readonly store: EndpointStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Targets) private readonly targets: Targets,
  ) {}

  /** Finds what the caller may see and runs `work` as the tenant whose it is; else `err:webhooks:unknown:webhook`. */
  async as<T>(webhookId: string, work: (found: EndpointRow) => Promise<T>): Promise<T> {
    const found = await this.transactions.runAcrossTenants(() => this.store.find(webhookId, tenantsInSight()));
    if (found === undefined) throw unknownWebhook();
    return inTenantOf(found.tenant, () => work(found));
  }

  /** In the current transaction. Of the URL only the host: a path or a query may hold what is nobody's business. */
  record(act: WebhookAct, { id, url }: EndpointRow, details: AuditDetails = {}): Promise<void> {
    return this.audit.record({
      action: `webhook.${act}`,
      target: { type: 'webhook', id },
      outcome: 'succeeded',
      details: { host: new URL(url).host, ...details },
    });
  }

  /** @throws {DomainError} `err:webhooks:invalid:url` where nothing may be sent */
  async requireTarget(url: string): Promise<void> {
    if ((await this.targets.find(url)) !== undefined) return;
    const rule = 'must be https:// to a host with public addresses, or lead to a network that the operator allows';
    throw fault('err:webhooks:invalid:url', { message: `/url: ${rule}`, fields: [{ pointer: '/url', rule }] });
  }
}

export function unknownWebhook(): Error {
  return fault('err:webhooks:unknown:webhook', { message: 'no webhook has this webhook_id' });
}
