export interface ServerLimits {
  /** Most calls under way in this process. Default 256. */
  readonly concurrency: number;
  /** Slots beyond these that only urgent calls may use. Default 32. */
  readonly urgentConcurrency: number;
  /** How long `close()` waits for the work under way, before its signals abort. Default 10,000. */
  readonly drainMs: number;
  /** Most events under way in this process; some taken over from others may briefly come on top. Default 64. */
  readonly eventConcurrency: number;
  /** How long one attempt at an event may take before its signal aborts and it goes to another replica. Default 300,000. */
  readonly eventDeadlineMs: number;
  /** An event is dead after this many attempts: with the other defaults, after three to five minutes. Default 16. */
  readonly eventAttemptsMax: number;
  /** Longest wait before the second attempt; doubled for each further one, up to `eventClaimAfterMs`. Default 500. */
  readonly eventRetryFirstMs: number;
  /** Another replica takes over an event of which its consumer has not been heard for this long. Default 30,000. */
  readonly eventClaimAfterMs: number;
  /** Most dead letters kept, the newest. Default 100,000. */
  readonly deadLettersMax: number;
}

export const defaultLimits: ServerLimits = {
  concurrency: 256,
  urgentConcurrency: 32,
  drainMs: 10_000,
  eventConcurrency: 64,
  eventDeadlineMs: 300_000,
  eventAttemptsMax: 16,
  eventRetryFirstMs: 500,
  eventClaimAfterMs: 30_000,
  deadLettersMax: 100_000,
};
