/** `unreachable`: no usable answer; `forged`: an answer that the service did not sign; `malformed`: signed, but not understood. */
export type FeedFaultCode = 'unreachable' | 'forged' | 'malformed';

/** Why the feed could not be read. The replica goes stale meanwhile; nothing is concluded from a fault. */
export class FeedFault extends Error {
  override readonly name = 'FeedFault';

  constructor(
    readonly code: FeedFaultCode,
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`revocation feed ${code}: ${detail}`, options);
  }
}
