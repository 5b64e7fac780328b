import { Inject, Injectable } from '@nestjs/common';
import { type FeedCaller, type FeedRequest, signFeedResponse, verifyFeedRequest } from '@strongroom/guard';
import { openOwnKey, ServiceKeys, type OwnKey } from '@strongroom/platform';
import { serviceNames } from '@strongroom/contracts';
import { SecretStore } from '@strongroom/vault';
import { OutsideGuards } from './outside-guards.js';

const SERVICE = 'revocation';

/** Who may ask, and the name under which is answered. */
@Injectable()
export class FeedAuthority {
  #signingKey: Promise<OwnKey> | undefined;

  constructor(
    @Inject(ServiceKeys) private readonly pairKeys: ServiceKeys,
    @Inject(SecretStore) private readonly secrets: SecretStore,
    @Inject(OutsideGuards) private readonly outside: OutsideGuards,
  ) {}

  /** Undefined where the request proves nothing. The nonce goes into the signature of the answer. */
  identify(
    request: FeedRequest,
    authorization: string | undefined,
  ): Promise<(FeedCaller & { nonce: string }) | undefined> {
    return verifyFeedRequest(request, authorization, {
      audience: SERVICE,
      nowMs: Date.now(),
      pairKey: async (service, keyId) =>
        isService(service) ? (await this.pairKeys.byId(service, keyId))?.key : this.outside.key(service, keyId),
    });
  }

  /** The value of the signature header. */
  async sign(answer: { readonly nonce: string; readonly target: string; readonly body: Buffer }): Promise<string> {
    const { keyId, privateKey } = await this.signingKey();
    return signFeedResponse(answer, keyId, privateKey);
  }

  /** Opened once for all who ask; a secret store that was away is asked again by the next. */
  signingKey(): Promise<OwnKey> {
    this.#signingKey ??= openOwnKey(this.secrets, SERVICE, 'signing').catch((error: unknown) => {
      this.#signingKey = undefined;
      throw error;
    });
    return this.#signingKey;
  }
}

/** Services answer for their names by keys of their own: no guard file takes one. */
export function isService(name: string): boolean {
  return serviceNames.some((known) => known === name);
}
