import { setTimeout as delay } from 'node:timers/promises';
import { VaultFault } from '../vault-fault.js';

export interface RetryPolicy {
  /** For all attempts and the waits between them. */
  readonly overallMs: number;
  /** For one attempt: one that hangs must leave time for the next. */
  readonly attemptMs: number;
  readonly retries: number;
  /** The first wait is a random part of this, each further one of twice as much (full jitter). */
  readonly firstWaitMs: number;
  readonly waitMsMax: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  overallMs: 30_000,
  attemptMs: 10_000,
  retries: 3,
  firstWaitMs: 200,
  waitMsMax: 2_000,
};

/**
 * Calls `attempt` until it succeeds, fails for good, or the policy is used up. Only a fault that may pass is tried again;
 * so `attempt` must be safe to repeat, or settle what an earlier one did.
 *
 * @param closing aborts waits and attempts alike
 */
export async function withRetry<T>(
  policy: RetryPolicy,
  closing: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const overall = AbortSignal.any([closing, AbortSignal.timeout(policy.overallMs)]);
  for (let tried = 0; ; tried += 1) {
    try {
      return await attempt(AbortSignal.any([overall, AbortSignal.timeout(policy.attemptMs)]));
    } catch (error) {
      const mayPass = error instanceof VaultFault && error.passing;
      if (!mayPass || tried === policy.retries || overall.aborted) throw error;
      const waitMs = Math.random() * Math.min(policy.firstWaitMs * 2 ** tried, policy.waitMsMax);
      const waited = await delay(waitMs, true, { signal: overall }).catch(() => false);
      if (!waited) throw error;
    }
  }
}
