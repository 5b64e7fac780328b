import { type HttpTracer, type Logger } from '@strongroom/platform';
import { type FastifyInstance } from 'fastify';
import { Counter, Histogram } from 'prom-client';
import { beginTrace, inTraceOf, traceOf } from './trace.js';

const duration = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of HTTP requests',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
});
const total = new Counter({
  name: 'http_requests_total',
  help: 'HTTP requests answered',
  labelNames: ['method', 'route', 'status'],
});

/** What is counted of requests that were answered in one way. Known routes and statuses are few. */
interface Answered {
  readonly duration: ReturnType<typeof duration.labels>;
  readonly total: ReturnType<typeof total.labels>;
}

const answeredIn = new Map<string, Answered>();

/** Looks the labels up once: prom-client writes and hashes them anew for each sample otherwise. */
function answered(method: string, route: string, status: number): Answered {
  const way = `${method} ${status} ${route}`;
  let counted = answeredIn.get(way);
  if (counted === undefined) {
    const labels = { method, route, status: String(status) };
    counted = { duration: duration.labels(labels), total: total.labels(labels) };
    answeredIn.set(way, counted);
  }
  return counted;
}

/** Headers of every answer; the API has no page that another site may frame, and nothing to be sniffed. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/** One log line, one sample and, where traces are made, one span a request, by the route's pattern and never by its path, which holds ids. */
export function observeRequests(server: FastifyInstance, logger: Logger, tracer?: Pick<HttpTracer, 'begin'>): void {
  server.addHook('onRequest', (request, reply, done) => {
    beginTrace(request, tracer);
    void reply.headers(SECURITY_HEADERS);
    done();
  });
  // Not sooner: reading a body leaves what was entered before it.
  server.addHook('preValidation', (request, _reply, done) => {
    inTraceOf(request, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { traceId, span } = traceOf(request);
    span?.end({ route, status: reply.statusCode });
    const counted = answered(request.method, route, reply.statusCode);
    counted.duration.observe(reply.elapsedTime / 1000);
    counted.total.inc();
    logger.info('request', {
      traceId,
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 1000) / 1000,
    });
    done();
  });
}
