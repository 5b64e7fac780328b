import { randomFillSync } from 'node:crypto';
import { inTrace, type HttpSpan, type HttpTracer } from '@strongroom/platform';
import { type FastifyRequest } from 'fastify';

export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** What calls made for the request carry on: W3C Trace Context. */
  readonly traceparent: string;
  readonly span?: HttpSpan;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;
const traces = new WeakMap<object, Trace>();

/** The trace that a request belongs to: the caller's (W3C Trace Context), or a new one. The same for all of a request. */
export function traceOf(request: FastifyRequest): Trace {
  return traces.get(request.raw) ?? remember(request, traceNamedBy(request.headers['traceparent']));
}

/** Begins the span of a request where this process traces; before anybody asks for its trace. */
export function beginTrace(request: FastifyRequest, tracer: Pick<HttpTracer, 'begin'> | undefined): void {
  if (tracer === undefined) return;
  const header = request.headers['traceparent'];
  const given = typeof header === 'string' ? header : undefined;
  const span = tracer.begin({ method: request.method, traceparent: given });
  remember(request, { traceId: span.traceparent.slice(3, 35), traceparent: span.traceparent, span });
}

/** Runs `work` as part of the request's trace. */
export function inTraceOf(request: FastifyRequest, work: () => void): void {
  const { traceparent, span } = traceOf(request);
  if (span === undefined) inTrace(traceparent, work);
  else
    inTrace(traceparent, () => {
      span.run(work);
    });
}

function remember(request: FastifyRequest, trace: Trace): Trace {
  traces.set(request.raw, trace);
  return trace;
}

function traceNamedBy(header: string | readonly string[] | undefined): Trace {
  const [given, traceId = '', spanId = ''] = (typeof header === 'string' ? TRACEPARENT.exec(header) : null) ?? [];
  if (given !== undefined && !isZero(traceId) && !isZero(spanId)) return { traceId, traceparent: given };
  const ids = newIds();
  const newTrace = ids.slice(0, 32);
  return { traceId: newTrace, traceparent: `00-${newTrace}-${ids.slice(32)}-01` };
}

const IDS_BYTES = 24;
const drawn = Buffer.alloc(128 * IDS_BYTES);
let used = drawn.length;

/** The 48 hexadecimal digits of a trace id and a span id. Randomness is drawn for 128 requests at once: a draw has its price. */
function newIds(): string {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += IDS_BYTES;
  return drawn.toString('hex', used - IDS_BYTES, used);
}

function isZero(hex: string): boolean {
  return /^0+$/.test(hex);
}
