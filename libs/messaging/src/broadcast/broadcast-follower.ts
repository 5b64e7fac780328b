/** A batch whose signature holds, as it is handed on. */
export interface Broadcast {
  /** It holds everything of its topic behind this place, */
  readonly after: number;
  /** up to and including this one. */
  readonly through: number;
  /** By the publisher's clock, Unix milliseconds. */
  readonly issuedAtMs: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** The publisher read what is in here after this moment of this process's `performance.now()`; absent where it is not proven. */
  readonly readSinceMs?: number;
}

/** What the application does with the broadcasts of one topic. */
export interface BroadcastFollower {
  /**
   * Takes the next batch; the one after it waits until the promise resolves, and comes once it has. A batch that is
   * rejected is given again. It may begin before the place up to which `catchUp` has brought the application, so skip or
   * merge what is known. Where there is nothing new it is empty, and says so as of `readSinceMs`.
   */
  apply(batch: Broadcast): Promise<void> | void;
  /**
   * Brings the application from `from` to the end of the truth, and answers with that place. Called at the start and after
   * each gap, again and again until it succeeds. `signal` aborts when the reader closes.
   */
  catchUp(from: number, signal: AbortSignal): Promise<number>;
}
