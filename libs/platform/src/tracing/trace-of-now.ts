import { currentCallScope, inCallScope, readTraceparent, writeTraceparent } from '@strongroom/messaging';
import { tryCurrentContext } from '@strongroom/security-context';

/** The trace that what runs now belongs to, for its log lines. */
export function currentTraceId(): string | undefined {
  return tryCurrentContext()?.traceId ?? readTraceparent(currentCallScope()?.traceparent)?.traceId;
}

/** A `traceparent` for a trace of which only the id is known: events from an outbox, work that a schedule began. */
export function traceparentOf(traceId: string): string {
  const half = traceId.slice(16);
  // A trace id of 64 bits is filled up with zeros, and a span id of zeros is none.
  const spanId = /^0*$/.test(half) ? traceId.slice(0, 16) : half;
  return writeTraceparent({ traceId, spanId, sampled: true });
}

/** Runs `work` as part of a trace: calls made inside carry it on. */
export function inTrace<T>(traceparent: string, work: () => T): T {
  return inCallScope({ deadlineMs: Infinity, traceparent }, work);
}
