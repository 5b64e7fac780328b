import { AsyncLocalStorage } from 'node:async_hooks';

/** What the calls made while one is being handled inherit from it. */
export interface CallScope {
  /** Absolute, Unix milliseconds: no call made inside may wait longer. */
  readonly deadlineMs: number;
  /** Aborts when nobody waits for the outcome any more. */
  readonly signal?: AbortSignal | undefined;
  /** W3C Trace Context. */
  readonly traceparent?: string | undefined;
}

const scopes = new AsyncLocalStorage<CallScope>();

/** Runs `work` so that every call it makes, however deep, ends with `scope`: for doors other than this transport. */
export function inCallScope<T>(scope: CallScope, work: () => T): T {
  return scopes.run(scope, work);
}

export function currentCallScope(): CallScope | undefined {
  return scopes.getStore();
}
