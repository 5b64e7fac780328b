import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { AuditLog } from '@strongroom/audit';
import { WebhookSecrets } from '../endpoints/webhook-secrets.js';
import { post, type Posted } from '../outbound/post.js';
import { Targets } from '../outbound/target.js';
import { signatureHeaders } from '../signature/secret.js';
import { webhookMetrics } from '../webhook-metrics.js';
import { WEBHOOK_TERMS, type WebhookPayload, type WebhookTerms } from '../webhook-terms.js';
import { AttemptStore, type Arrived, type Claimed, type DueEndpoint } from './attempt.store.js';
import { pauseMs, retryAfterMs, retryDelayMs } from './backoff.js';

const DEADLINE_MS = 10_000;
/** Of a secret store that does not answer, or of a stop. */
const POSTPONED_MS = 5_000;
const GONE = 410;

type Tried = Posted | { readonly outcome: 'address' };

/** One attempt: look the host up, sign, send, and write down where it failed. No transaction is open while it is sent. */
@Injectable()
export class Attempt {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AttemptStore) private readonly store: AttemptStore,
    @Inject(WebhookSecrets) private readonly secrets: WebhookSecrets,
    @Inject(Targets) private readonly targets: Targets,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(WEBHOOK_TERMS) private readonly terms: WebhookTerms,
  ) {}

  /**
   * What has arrived is for the caller to write down, with others; undefined where it has not. Throws what went wrong on our
   * side; the delivery then waits a little.
   */
  async make(
    claimed: Claimed,
    endpoint: DueEndpoint,
    payload: WebhookPayload,
    signal: AbortSignal,
  ): Promise<Arrived | undefined> {
    const startedMs = performance.now();
    let tried: Tried;
    try {
      tried = await this.#send(claimed, endpoint, payload, signal);
    } catch (error) {
      const waitMs = signal.aborted ? 0 : POSTPONED_MS;
      await this.transactions.runAcrossTenants(() => this.store.postpone(claimed, waitMs));
      if (signal.aborted) return undefined;
      throw error;
    }
    const status = tried.outcome === 'answered' ? tried.status : 0;
    const isDelivered = status >= 200 && status < 300;
    const name = isDelivered ? 'delivered' : tried.outcome === 'answered' ? 'refused' : tried.outcome;
    webhookMetrics.attempt(name, performance.now() - startedMs);
    if (isDelivered) return { ...claimed, status };
    await this.#failed(claimed, endpoint, tried);
    return undefined;
  }

  async #send(
    { eventId: id }: Claimed,
    endpoint: DueEndpoint,
    { type, timestamp, data }: WebhookPayload,
    signal: AbortSignal,
  ): Promise<Tried> {
    const secrets = await Promise.all(endpoint.secretVersions.map((one) => this.secrets.read(endpoint.id, one)));
    const target = await this.targets.find(endpoint.url);
    if (target === undefined) return { outcome: 'address' };
    const body = JSON.stringify({ type, timestamp: timestamp.toISOString(), data });
    const timestampS = Math.floor(Date.now() / 1_000);
    const headers = {
      ...{ 'content-type': 'application/json', 'user-agent': 'Strongroom-Webhooks/1', connection: 'close' },
      ...signatureHeaders({ id, timestampS, body }, secrets),
    };
    return post(target, { headers, body, deadlineMs: DEADLINE_MS, signal });
  }

  async #failed(claimed: Claimed, endpoint: DueEndpoint, tried: Tried): Promise<void> {
    const { outcome } = tried;
    const [status, retryAfter] = tried.outcome === 'answered' ? [tried.status, tried.retryAfter] : [];
    const askedMs = retryAfterMs(retryAfter, Date.now());
    const context = serviceContext(this.terms.service, endpoint.tenant);
    await runInContext(context, () =>
      this.transactions.runAcrossTenants(async () => {
        const isSpent = await this.store.failed(claimed, {
          ...{ outcome, status },
          retryMs: Math.max(askedMs, retryDelayMs(claimed.attempts)),
          pauseMs: Math.max(askedMs, pauseMs(endpoint.failures + 1)),
        });
        if (status === GONE) await this.#disable(endpoint, 'gone');
        else if (isSpent) await this.#disable(endpoint, 'failing');
      }),
    );
  }

  async #disable({ id, url }: DueEndpoint, because: 'gone' | 'failing'): Promise<void> {
    const failed = await this.store.disable(id, because);
    if (failed === undefined) return;
    await this.audit.record({
      action: 'webhook.disable',
      target: { type: 'webhook', id },
      outcome: 'succeeded',
      details: { host: new URL(url).host, because, deliveries: failed },
    });
    this.transactions.afterCommit(() => {
      webhookMetrics.disabled(because);
    });
  }
}
