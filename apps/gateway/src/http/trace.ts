import { randomBytes } from 'node:crypto';
import { type FastifyRequest } from 'fastify';

export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const traces = new WeakMap<object, Trace>();

/** The trace that a request belongs to: the caller's (W3C Trace Context), or a new one. The same for all of a request. */
export function traceOf(request: FastifyRequest): Trace {
  const known = traces.get(request.raw);
  if (known !== undefined) return known;
  const header = request.headers['traceparent'];
  const given = typeof header === 'string' ? TRACEPARENT.exec(header)?.[1] : undefined;
  const trace = { traceId: given === undefined || /^0+$/.test(given) ? randomBytes(16).toString('hex') : given };
  traces.set(request.raw, trace);
  return trace;
}
