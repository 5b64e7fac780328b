import { type Span, SpanKind, SpanStatusCode, type Tracer, type TracerProvider } from '@opentelemetry/api';
import { contextBelow, runWith, traceparentOfSpan } from '@strongroom/messaging/opentelemetry';

/** One HTTP request, from its headers to its answer. */
export interface HttpSpan {
  readonly traceparent: string;
  run<T>(work: () => T): T;
  /** `route`: the pattern, never the path, which holds ids. */
  end(answer: { readonly route: string; readonly status: number }): void;
}

/** Spans of requests that come in, by OpenTelemetry's conventions for HTTP; no path, no query and no header is recorded. */
export class HttpTracer {
  readonly #tracer: Tracer;

  constructor(provider: TracerProvider) {
    this.#tracer = provider.getTracer('@strongroom/platform');
  }

  /** `traceparent`: as the client sent it. */
  begin({ method, traceparent }: { readonly method: string; readonly traceparent: string | undefined }): HttpSpan {
    const parent = contextBelow(traceparent);
    const attributes = { 'http.request.method': method, 'url.scheme': 'http' };
    const span = this.#tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, parent);
    return {
      traceparent: traceparentOfSpan(span),
      run: (work) => runWith(span, parent, work),
      end: (answer) => {
        end(span, method, answer);
      },
    };
  }
}

function end(span: Span, method: string, { route, status }: { readonly route: string; readonly status: number }): void {
  span.updateName(`${method} ${route}`);
  span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) {
    span.setAttribute('error.type', String(status));
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
