import { Inject, Injectable } from '@nestjs/common';
import { verifyFeedRequest, type FeedRequest } from '@strongroom/guard';
import { Inbox, Transactions } from '@strongroom/persistence';
import { ServiceKeys, type ProvenCaller } from '@strongroom/platform';
import { noTenant, runInContext, serviceContext } from '@strongroom/security-context';
import { z } from 'zod';

const SERVICE = 'auth-token';
const CONSUMER = 'direct-call';
const nonceOfCall = z.uuidv7();

/** Who may call without Redis: services, by the keys that they share with this one, with each request once. */
@Injectable()
export class DirectCallers {
  constructor(
    @Inject(ServiceKeys) private readonly pairKeys: ServiceKeys,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Inbox) private readonly inbox: Inbox,
  ) {}

  /** Undefined where the request proves nothing, which one that was seen before does not, at whichever replica that was. */
  async identify(request: FeedRequest, authorization: string | undefined): Promise<ProvenCaller | undefined> {
    const caller = await verifyFeedRequest(request, authorization, {
      audience: SERVICE,
      nowMs: Date.now(),
      pairKey: async (service, keyId) => (await this.pairKeys.byId(service, keyId))?.key,
    });
    return caller !== undefined && (await this.#isNew(caller.nonce)) ? caller : undefined;
  }

  /** In Postgres: what remembers the calls over the wire is Redis, and it is away. */
  async #isNew(nonce: string): Promise<boolean> {
    if (!nonceOfCall.safeParse(nonce).success) return false;
    return runInContext(serviceContext(SERVICE, noTenant), () =>
      this.transactions.run(() => this.inbox.once(CONSUMER, nonce)),
    );
  }
}
