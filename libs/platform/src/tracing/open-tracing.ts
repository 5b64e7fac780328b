import { isTracingWanted } from '../config/tracing-settings.js';
import { type Tracing, type TracingTerms } from './tracing.js';

/** Traces where the environment names somewhere to send traces; elsewhere OpenTelemetry is not even loaded. */
export async function openTracing(terms: TracingTerms): Promise<Tracing | undefined> {
  if (!isTracingWanted(terms.settings)) return undefined;
  const { startTracing } = await import('./start-tracing.js');
  return startTracing(terms);
}
