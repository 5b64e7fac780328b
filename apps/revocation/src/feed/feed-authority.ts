import { Inject, Injectable } from '@nestjs/common';
import { type FeedRequest, verifyFeedRequest } from '@strongroom/guard';
import { ServiceKeys, type ProvenCaller } from '@strongroom/platform';
import { serviceNames } from '@strongroom/contracts';
import { OutsideGuards } from './outside-guards.js';

const SERVICE = 'revocation';

/** Who may ask. */
@Injectable()
export class FeedAuthority {
  constructor(
    @Inject(ServiceKeys) private readonly pairKeys: ServiceKeys,
    @Inject(OutsideGuards) private readonly outside: OutsideGuards,
  ) {}

  /** Undefined where the request proves nothing. The nonce goes into the signature of the answer. */
  identify(request: FeedRequest, authorization: string | undefined): Promise<ProvenCaller | undefined> {
    return verifyFeedRequest(request, authorization, {
      audience: SERVICE,
      nowMs: Date.now(),
      pairKey: async (service, keyId) =>
        isService(service) ? (await this.pairKeys.byId(service, keyId))?.key : this.outside.key(service, keyId),
    });
  }
}

/** Services answer for their names by keys of their own: no guard file takes one. */
export function isService(name: string): boolean {
  return serviceNames.some((known) => known === name);
}
