/** Where a feed is, and what proves one end to the other. */
export interface FeedTerms {
  readonly url: string;
  /** The feed's public key, SPKI PEM. */
  readonly publicKey: string;
  /** What the guard shares with the service, base64. */
  readonly pairKey: string;
}

export const KID = 'feed';
export const PAIR_KEY_ID = 'pair';
/** How many entries the revocation service puts into one. */
export const PAGE_ENTRIES = 50_000;
