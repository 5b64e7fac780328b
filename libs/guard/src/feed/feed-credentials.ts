import { signFeedRequest, type FeedCaller, type FeedPairKey, type FeedRequest } from './feed-request.js';

/** How a guard proves to the revocation service who it is. */
export interface FeedCredentials {
  /** @returns the value of the `Authorization` header for this request and nonce */
  authorize(request: FeedRequest, nonce: string): Promise<string>;
}

export interface PairKeyCredentialsOptions extends FeedCaller {
  /** The service asked. Default `revocation`. */
  readonly audience?: string;
  /** The key shared with the audience, asked for at each request so that it can be rotated. */
  readonly pairKey: () => FeedPairKey | Promise<FeedPairKey>;
  readonly nowMs?: () => number;
}

/** Proves it with the key that the pair of services shares: a MAC over all of the request. */
export class PairKeyCredentials implements FeedCredentials {
  constructor(private readonly options: PairKeyCredentialsOptions) {}

  async authorize(request: FeedRequest, nonce: string): Promise<string> {
    const { service, guard, audience = 'revocation', pairKey, nowMs = Date.now } = this.options;
    return signFeedRequest(request, { service, guard, audience, atMs: nowMs(), nonce }, await pairKey());
  }
}
