import { type Context, type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { type StatusCode } from '../status.js';
import { type MessagingSpan } from '../tracing/messaging-tracer.js';
import { runWith, traceparentOfSpan } from './contexts.js';

/** Of these the service is to blame; what else it answers with is for its caller to judge (as gRPC's conventions have it). */
const FAULTS_OF_A_SERVER: ReadonlySet<StatusCode> = new Set([
  'DEADLINE_EXCEEDED',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
]);

export class OpenTelemetrySpan implements MessagingSpan {
  readonly traceparent: string;

  constructor(
    private readonly span: Span,
    private readonly kind: SpanKind,
    private readonly parent: Context,
  ) {
    this.traceparent = traceparentOfSpan(span);
  }

  run<T>(work: () => T): T {
    return runWith(this.span, this.parent, work);
  }

  end(status: StatusCode): void {
    const isCall = this.kind === SpanKind.CLIENT || this.kind === SpanKind.SERVER;
    if (isCall) this.span.setAttribute('rpc.response.status_code', status);
    const failed = this.kind === SpanKind.SERVER ? FAULTS_OF_A_SERVER.has(status) : status !== 'OK';
    if (failed) {
      this.span.setAttribute('error.type', status);
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }
}
