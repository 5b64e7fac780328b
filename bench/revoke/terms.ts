/** What a process of the fleet is: so many followers, each with a number of its own, and whatever their kind needs. */
export type FollowersOf<Terms> = Terms & { readonly numbers: readonly number[] };

/** How a process of the gateway is started, as far as its guard is concerned. */
export interface GuardTerms {
  readonly vaultAddress: string;
  readonly roleIdFile: string;
  readonly secretIdFile: string;
  readonly feedUrls: readonly string[];
  readonly redisUrl: string;
}

/** Where a reader without any checks gets ids from. */
export interface ReaderTerms {
  readonly way: 'PUBLISH' | 'XADD';
  readonly redisUrl: string;
  /** Name of the channel or of the stream. */
  readonly name: string;
}
