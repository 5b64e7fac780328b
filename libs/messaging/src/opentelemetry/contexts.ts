import { context, type Context, ROOT_CONTEXT, type Span, trace, TraceFlags } from '@opentelemetry/api';
import { readTraceparent, writeTraceparent } from '../tracing/traceparent.js';

/** The context below what a `traceparent` names, and not below whatever is active here: a reading loop belongs to no trace. */
export function contextBelow(traceparent: string | undefined): Context {
  const parent = readTraceparent(traceparent);
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, sampled } = parent;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

export function traceparentOfSpan(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return writeTraceparent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 });
}

/** Runs `work` with `span` active. */
export function runWith<T>(span: Span, parent: Context, work: () => T): T {
  return context.with(trace.setSpan(parent, span), work);
}
