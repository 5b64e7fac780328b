import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '@strongroom/persistence';
import { Logger } from '@strongroom/platform';
import { WebhookSource, type WebhookPayload } from '../webhook-terms.js';
import { Attempt } from './attempt.js';
import { AttemptStore, type Arrived, type Claimed, type DueEndpoint } from './attempt.store.js';

/** What one process does at once. A receiver that hangs holds its own slots, and a tenant whose receivers all hang its own. */
const SLOTS = { endpoint: 8, failingEndpoint: 1, tenant: 32, all: 128 } as const;

/** Hands out deliveries to attempts, as many at once as there are slots. */
@Injectable()
export class Courier {
  readonly #busy = new Map<string, number>();
  /** What is to be written down as delivered; where the process dies first, it is sent again. */
  readonly #arrived = new Set<Arrived>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AttemptStore) private readonly store: AttemptStore,
    @Inject(WebhookSource) private readonly source: WebhookSource,
    @Inject(Attempt) private readonly attempt: Attempt,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  /**
   * Writes down what has arrived and begins the attempts that there are slots for, in one transaction, however many; `onFree` is
   * called when an attempt has ended.
   */
  async pass(onFree: () => void): Promise<void> {
    const trips = await this.#writingDown(async () => {
      const due = await this.store.due();
      const slots = this.#slotsFor(due);
      if (slots.size === 0) return [];
      const claimed = await this.store.claim(slots);
      const endpoints = new Map(due.map((one) => [one.id, one]));
      const payloads = await this.source.payloadsOf([...new Set(claimed.map(({ eventId }) => eventId))]);
      return claimed.map((one) => ({
        claimed: one,
        endpoint: endpoints.get(one.endpointId),
        payload: payloads.get(one.eventId),
      }));
    });
    for (const { claimed, endpoint, payload } of trips) {
      if (endpoint !== undefined && payload !== undefined) this.#begin(claimed, endpoint, payload, onFree);
      else this.logger.error('a webhook has no event to tell of', { component: 'webhooks' });
    }
  }

  /** Ends the attempts under way: what they carried waits again, for another replica or the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#underWay);
    await this.#writingDown(() => Promise.resolve());
  }

  async #writingDown<T>(work: () => Promise<T>): Promise<T> {
    const arrived = [...this.#arrived];
    const result = await this.transactions.runAcrossTenants(async () => {
      await this.store.delivered(arrived);
      return work();
    });
    for (const one of arrived) this.#arrived.delete(one);
    return result;
  }

  #begin(claimed: Claimed, endpoint: DueEndpoint, payload: WebhookPayload, onFree: () => void): void {
    const trip = this.attempt
      .make(claimed, endpoint, payload, this.#stopping.signal)
      .then((arrived) => arrived && this.#arrived.add(arrived))
      .catch((error: unknown) => {
        this.logger.warn('a webhook could not be sent and waits', { component: 'webhooks', error });
      })
      .then(() => {
        this.#underWay.delete(trip);
        this.#count(endpoint, -1);
        onFree();
      });
    this.#underWay.add(trip);
    this.#count(endpoint, 1);
  }

  #slotsFor(due: readonly DueEndpoint[]): ReadonlyMap<string, number> {
    const slots = new Map<string, number>();
    const ofTenants = new Map<string, number>();
    let left = SLOTS.all - this.#underWay.size;
    for (const { id, tenant, failures } of due) {
      const own = (failures > 0 ? SLOTS.failingEndpoint : SLOTS.endpoint) - this.#busyWith(id);
      const ofTenant = ofTenants.get(tenant) ?? SLOTS.tenant - this.#busyWith(tenantKey(tenant));
      const free = Math.min(own, ofTenant, left);
      if (free <= 0) continue;
      slots.set(id, free);
      ofTenants.set(tenant, ofTenant - free);
      left -= free;
    }
    return slots;
  }

  #busyWith(key: string): number {
    return this.#busy.get(key) ?? 0;
  }

  #count({ id, tenant }: DueEndpoint, by: 1 | -1): void {
    for (const key of [id, tenantKey(tenant)]) {
      const count = this.#busyWith(key) + by;
      if (count === 0) this.#busy.delete(key);
      else this.#busy.set(key, count);
    }
  }
}

function tenantKey(tenant: string): string {
  return `tenant ${tenant}`;
}
