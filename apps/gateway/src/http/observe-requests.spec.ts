import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type HttpSpan, Logger } from '@strongroom/platform';
import { fastify, type FastifyInstance } from 'fastify';
import { observeRequests } from './observe-requests.js';
import { traceOf } from './trace.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const given = `00-${traceId}-b7ad6b7169203331-01`;
const ours = `00-${traceId}-00f067aa0ba902b7-01`;

let server: FastifyInstance;
let logged: Record<string, unknown>[];
let running: number;
let ended: unknown[];

/** One span, which knows whether it is entered. */
const span: HttpSpan = {
  traceparent: ours,
  run: (work) => {
    running += 1;
    try {
      return work();
    } finally {
      running -= 1;
    }
  },
  end: (answer) => {
    ended.push(answer);
  },
};

function open(tracer?: Parameters<typeof observeRequests>[2]): void {
  server = fastify();
  const write = (line: string): void => {
    logged.push(JSON.parse(line) as Record<string, unknown>);
  };
  const logger = Logger.create({ service: 'gateway', instance: '1', level: 'info', freeText: String }, { write });
  observeRequests(server, logger, tracer);
  server.post('/v1/things/:id', (request) => {
    logger.info('inside');
    return Promise.resolve({ trace: traceOf(request).traceparent, entered: running > 0 });
  });
}

beforeEach(() => {
  [logged, running, ended] = [[], 0, []];
});
afterEach(() => server.close());

const ask = (headers: Readonly<Record<string, string>>) =>
  server.inject({ method: 'POST', url: '/v1/things/canary-31', headers, payload: { body: 'canary-32' } });

describe('a request', () => {
  it("carries on the caller's trace as it came where nothing is traced, and every log line of it names that trace", async () => {
    open();
    expect((await ask({ traceparent: given })).json()).toEqual({ trace: given, entered: false });
    expect(logged.map(({ msg, traceId: id }) => [msg, id])).toEqual([
      ['inside', traceId],
      ['request', traceId],
    ]);
  });

  it.each(['', 'junk', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`, `00-${traceId}-${'0'.repeat(16)}-01`])(
    'begins a trace of its own instead of one that is not valid: %s',
    async (traceparent) => {
      open();
      const { trace } = (await ask({ traceparent })).json<{ trace: string }>();
      expect(trace).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
      expect(trace).not.toContain(traceId);
    },
  );

  it('is one span where traces are made, entered while it is handled and named by its route', async () => {
    const begun: unknown[] = [];
    open({
      begin: (about) => {
        begun.push(about);
        return span;
      },
    });
    expect((await ask({ traceparent: given })).json()).toEqual({ trace: ours, entered: true });
    expect(begun).toEqual([{ method: 'POST', traceparent: given }]);
    expect(ended).toEqual([{ route: '/v1/things/:id', status: 200 }]);
    expect(JSON.stringify([logged, begun, ended])).not.toContain('canary');
  });
});
