import { SpanKind, SpanStatusCode, trace, type TracerProvider } from '@opentelemetry/api';
import { type TransactionTracer } from '@strongroom/persistence';

/**
 * One span a database transaction, as part of the request that it serves: what a request waited for, without the text of
 * its statements. A background loop that looks for work has no trace, and gets none for it.
 */
export function transactionTracer(provider: TracerProvider): TransactionTracer {
  const tracer = provider.getTracer('@strongroom/platform');
  const about = {
    kind: SpanKind.CLIENT,
    attributes: { 'db.system.name': 'postgresql', 'db.operation.name': 'transaction' },
  };
  return (work) => {
    if (trace.getActiveSpan() === undefined) return work();
    return tracer.startActiveSpan('transaction', about, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER');
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}
