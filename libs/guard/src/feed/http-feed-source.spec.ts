import { afterEach, describe, expect, it } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { entry } from '../../test/support/log.js';
import { credentials, feedBatch, feedServer, PAIR_KEY, type FeedServer } from '../../test/support/feed-server.js';
import { FEED_SIGNATURE_HEADER } from './feed-response.js';
import { HttpFeedSource, type HttpFeedSourceOptions } from './http-feed-source.js';

const servers: FeedServer[] = [];

async function setUp(...args: Parameters<typeof feedServer>): Promise<FeedServer> {
  const server = await feedServer(...args);
  servers.push(server);
  return server;
}

function sourceOf(server: FeedServer, options: Partial<HttpFeedSourceOptions> = {}): HttpFeedSource {
  return new HttpFeedSource({ urls: [server.url], credentials: credentials(), keys: server.keys, ...options });
}

const never = new AbortController().signal;
const ask = { after: 5, waitMs: 0, report: undefined, signal: never };

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('HttpFeedSource', () => {
  it('reads a page of the snapshot and the events after a place', async () => {
    const entries = [entry(6, 'token', 'j')];
    const server = await setUp(() => feedBatch({ after: 5, through: 6, head: 6, entries }));
    const source = sourceOf(server);
    expect(await source.snapshot({ after: 5, signal: never })).toMatchObject({
      after: 5,
      through: 6,
      head: 6,
      entries,
    });
    expect(await source.events({ ...ask, waitMs: 100 })).toMatchObject({ through: 6, entries });
    expect(server.targets).toEqual(['/feed/v1/snapshot?after=5', '/feed/v1/events?after=5&wait_ms=100']);
  });

  it('asks for news to be kept back where it may be', async () => {
    const server = await setUp(() => feedBatch());
    await sourceOf(server).events({ ...ask, waitMs: 500, holdMs: 100 });
    expect(server.targets).toEqual(['/feed/v1/events?after=5&wait_ms=500&hold_ms=100']);
  });

  it('reports what it has applied, and how long ago', async () => {
    const server = await setUp(() => feedBatch());
    const source = sourceOf(server, { monotonicMs: () => 1_041.5 });
    await source.events({ ...ask, report: { seq: 5, appliedAtMs: 1_000 } });
    expect(server.targets).toEqual(['/feed/v1/events?after=5&wait_ms=0&applied=5&applied_ago_ms=41.500']);
  });

  it('places a heartbeat no later than it was, however long the answer took', async () => {
    // Sent at 100, received at 160; held for 20 before the database was read, 7 after the heartbeat.
    const ticks = [100, 160];
    const server = await setUp(() =>
      feedBatch({ databaseNowMs: 1_007, heldMs: 20, heartbeat: { seq: 0, atMs: 1_000 } }),
    );
    const batch = await sourceOf(server, { monotonicMs: () => ticks.shift() ?? NaN }).events(ask);
    expect(batch.heartbeat).toEqual({ seq: 0, asOfMs: 100 + 20 - 7 });
  });

  it('does not let a service that lies about holding place a heartbeat after the answer', async () => {
    const ticks = [100, 160];
    const server = await setUp(() => feedBatch({ databaseNowMs: 0, heldMs: 1e9, heartbeat: { seq: 0, atMs: 1e9 } }));
    const batch = await sourceOf(server, { monotonicMs: () => ticks.shift() ?? NaN }).events(ask);
    expect(batch.heartbeat?.asOfMs).toBe(160);
  });

  it.each<[string, Parameters<typeof feedServer>[1]]>([
    [
      'a body that was changed',
      (body) => Buffer.from(body.toString('latin1').replace('"head":0', '"head":9'), 'latin1'),
    ],
    ['no signature', (body, response) => (response.removeHeader(FEED_SIGNATURE_HEADER), body)],
    [
      'a signature by a key that is not the service’s',
      (body, response) => (response.setHeader(FEED_SIGNATURE_HEADER, `key="feed-2", sig="${'A'.repeat(86)}"`), body),
    ],
  ])('believes no answer with %s', async (_what, tamper) => {
    const server = await setUp(() => feedBatch(), tamper);
    await expect(sourceOf(server).events(ask)).rejects.toMatchObject({ code: 'forged' });
  });

  it('believes no good answer to another request', async () => {
    let recorded: { body: Buffer; signature: string } | undefined;
    const server = await setUp(
      () => feedBatch(),
      (body, response) => {
        recorded ??= { body, signature: String(response.getHeader(FEED_SIGNATURE_HEADER)) };
        response.setHeader(FEED_SIGNATURE_HEADER, recorded.signature);
        return recorded.body;
      },
    );
    const source = sourceOf(server);
    await source.events(ask);
    await expect(source.events(ask)).rejects.toMatchObject({ code: 'forged' });
  });

  it('is turned away with a key that the service does not share', async () => {
    const server = await setUp(() => feedBatch());
    const stranger = credentials({ ...PAIR_KEY, key: createSecretKey(randomBytes(32)) });
    const outcome = sourceOf(server, { credentials: stranger }).events(ask);
    await expect(outcome).rejects.toThrow(/unreachable: .* answered 401/);
  });

  it('gives up after its deadline, and at once when it is told to stop', async () => {
    const server = await setUp(() => new Promise(() => undefined));
    const source = sourceOf(server, { timeoutMs: { events: 20, snapshot: 60_000 } });
    await expect(source.events(ask)).rejects.toMatchObject({ code: 'unreachable' });
    const stop = new AbortController();
    const waiting = source.snapshot({ after: 0, signal: stop.signal });
    stop.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('does not follow a redirect, nor read more than it may', async () => {
    const redirecting = await setUp(
      () => feedBatch(),
      (body, response) => (response.writeHead(302, { location: 'http://127.0.0.1:1/' }), body),
    );
    await expect(sourceOf(redirecting).events(ask)).rejects.toMatchObject({ code: 'unreachable' });
    const talkative = await setUp(() => feedBatch());
    await expect(sourceOf(talkative, { bodyBytesMax: 10 }).events(ask)).rejects.toMatchObject({ code: 'malformed' });
  });

  it('goes on to the next replica after a fault', async () => {
    const server = await setUp(() => feedBatch());
    const source = sourceOf(server, { urls: ['http://127.0.0.1:1', server.url] });
    await expect(source.events({ ...ask, waitMs: 1 })).rejects.toMatchObject({ code: 'unreachable' });
    expect(await source.events({ ...ask, waitMs: 1 })).toMatchObject({ head: 0 });
    expect(await source.events({ ...ask, waitMs: 1 })).toMatchObject({ head: 0 });
  });

  it('asks every replica before it gives up, where somebody is waiting for the answer', async () => {
    const server = await setUp(() => feedBatch());
    const dead = 'http://127.0.0.1:1';
    expect(await sourceOf(server, { urls: [dead, dead, server.url] }).events(ask)).toMatchObject({ head: 0 });
    await expect(sourceOf(server, { urls: [dead, dead] }).events(ask)).rejects.toMatchObject({ code: 'unreachable' });
  });
});
