import { context, diag, DiagLogLevel, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { OpenTelemetryTracer } from '@strongroom/messaging/opentelemetry';
import { type Logger } from '../logging/logger.js';
import { HttpTracer } from './http-tracer.js';
import { samplerOf } from './sampler.js';
import { transactionTracer } from './transaction-tracer.js';
import { type Tracing, type TracingTerms } from './tracing.js';

/** Starts OpenTelemetry for this process. `processor`: what becomes of spans; default: they are exported in batches. */
export function startTracing(
  { service, instance, settings, logger }: TracingTerms,
  processor: SpanProcessor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() }),
): Tracing {
  diag.setLogger(toLog(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const own = resourceFromAttributes({ 'service.name': service, 'service.instance.id': `${service}-${instance}` });
  const provider = new TracerProvider({
    // What the operator says in OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME wins.
    resource: defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] })),
    sampler: samplerOf(settings),
    spanProcessors: [processor],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  return {
    messages: new OpenTelemetryTracer(provider),
    requests: new HttpTracer(provider),
    transactions: transactionTracer(provider),
    close: async () => {
      await provider.shutdown();
      trace.disable();
      context.disable();
      diag.disable();
    },
  };
}

type Say = (message: string) => void;

/** A collector that is away costs traces and lines in the log, nothing else. */
function toLog(logger: Logger): Parameters<typeof diag.setLogger>[0] {
  const say = (message: string): void => {
    logger.warn('tracing has trouble', { component: 'tracing', error: new Error(message) });
  };
  const nothing: Say = () => undefined;
  return { error: say, warn: say, info: nothing, debug: nothing, verbose: nothing };
}
