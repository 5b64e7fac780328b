import {
  type Attributes,
  context,
  type Context,
  type SpanContext,
  SpanKind,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api';
import { type MessagingSpan, type MessagingTracer } from '../tracing/messaging-tracer.js';
import { readTraceparent } from '../tracing/traceparent.js';
import { contextBelow } from './contexts.js';
import { OpenTelemetrySpan } from './open-telemetry-span.js';

const SYSTEM = 'strongroom';

/**
 * Spans by OpenTelemetry's semantic conventions for RPC (stable) and for messaging (in development). Span names are
 * patterns; no attribute holds a body, a secret or who is asking. The only id is that of an event, which finds its dead
 * letter.
 */
export class OpenTelemetryTracer implements MessagingTracer {
  readonly #tracer: Tracer;

  /** `provider`: default is the global one. */
  constructor(provider: Pick<TracerProvider, 'getTracer'> = trace) {
    this.#tracer = provider.getTracer('@strongroom/messaging');
  }

  call({ pattern, service, ...parents }: Parameters<MessagingTracer['call']>[0]): MessagingSpan {
    const attributes = { ...rpc(pattern), 'server.address': service };
    return this.#start(pattern, SpanKind.CLIENT, attributes, parentOf(parents));
  }

  serve({ pattern, traceparent }: Parameters<MessagingTracer['serve']>[0]): MessagingSpan {
    return this.#start(pattern, SpanKind.SERVER, rpc(pattern), contextBelow(traceparent));
  }

  publish({ pattern, consumer, id, ...parents }: Parameters<MessagingTracer['publish']>[0]): MessagingSpan {
    const attributes = messaging('send', 'send', { pattern, consumer, id });
    return this.#start(`send ${pattern}`, SpanKind.PRODUCER, attributes, parentOf(parents));
  }

  /** An event is handled on its own, so its creation is its parent; the link is what the conventions ask for in any case. */
  process({ pattern, consumer, id, traceparent }: Parameters<MessagingTracer['process']>[0]): MessagingSpan {
    const attributes = messaging('process', 'process', { pattern, consumer, id });
    const parent = contextBelow(traceparent);
    const creation = trace.getSpanContext(parent);
    const links = creation === undefined ? [] : [{ context: creation }];
    return this.#start(`process ${pattern}`, SpanKind.CONSUMER, attributes, parent, links);
  }

  #start(
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    parent: Context,
    links: { readonly context: SpanContext }[] = [],
  ): MessagingSpan {
    return new OpenTelemetrySpan(this.#tracer.startSpan(name, { kind, attributes, links }, parent), kind, parent);
  }
}

function rpc(pattern: string): Attributes {
  return { 'rpc.system.name': SYSTEM, 'rpc.method': pattern };
}

function messaging(
  name: string,
  type: string,
  { pattern, consumer, id }: { readonly pattern: string; readonly consumer: string; readonly id: string },
): Attributes {
  return {
    'messaging.system': SYSTEM,
    'messaging.operation.name': name,
    'messaging.operation.type': type,
    'messaging.destination.name': pattern,
    'messaging.consumer.group.name': consumer,
    'messaging.message.id': id,
  };
}

/** The nearest of: what the caller named, the span that is active here, what is inherited over the wire. */
function parentOf(about: {
  readonly traceparent?: string | undefined;
  readonly inherited?: string | undefined;
}): Context {
  if (readTraceparent(about.traceparent) !== undefined) return contextBelow(about.traceparent);
  const active = context.active();
  return trace.getSpanContext(active) === undefined ? contextBelow(about.inherited) : active;
}
