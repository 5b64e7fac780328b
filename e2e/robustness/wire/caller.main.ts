// Calls at a steady rate, whatever becomes of the calls before (open loop), and commits events to an outbox.
import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { CallError, RedisClient, RedisEventPublisher } from '@strongroom/messaging';
import { Redis } from 'ioredis';
import { HistoryWriter } from './history.ts';
import { openPool } from './inbox.ts';
import { Relay } from './outbox.ts';
import { type CallerOptions } from './wishes.ts';
import { CALL, keysOf, readArguments, tell } from './wire-terms.ts';

const TICK_MS = 10;

const { terms, own } = readArguments();
const { callsPerSecond, eventsPerSecond, deadlineMs } = own as CallerOptions;
Logger.overrideLogger(false);
const history = new HistoryWriter(terms.folder, 'shop');
history.watchThisProcess();
const pool = openPool(terms.postgres);
const wire = { service: 'shop', redis: terms.redis, keys: keysOf(terms, 'shop') };
const client = new RedisClient(wire);
const publisher = new RedisEventPublisher(wire);
const redis = new Redis(terms.redis, { commandTimeout: 1_000, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
redis.on('error', () => undefined);
const relay = new Relay(pool, publisher, redis);
const underWay = new Set<Promise<void>>();

function keep(work: Promise<void>): void {
  underWay.add(work);
  void work.finally(() => underWay.delete(work));
}

async function call(): Promise<void> {
  const id = randomUUID();
  const atMs = Date.now();
  history.write({ type: 'asked', id, atMs, deadlineMs: atMs + deadlineMs });
  const status = await client.call(CALL, { id }, { deadlineMs }).then(
    (answer) => (answer === id ? 'OK' : `answered with ${JSON.stringify(answer)}`),
    (error: unknown) => (error instanceof CallError ? error.status : String(error)),
  );
  history.write({ type: 'ended', id, atMs: Date.now(), status });
}

async function commit(): Promise<void> {
  const id = randomUUID();
  await pool.query('INSERT INTO outbox (id) VALUES ($1)', [id]);
  history.write({ type: 'committed', id, atMs: Date.now() });
}

await client.connect();
relay.start();
const startedMs = performance.now();
const done = { calls: 0, events: 0 };
const timer = setInterval(() => {
  const seconds = (performance.now() - startedMs) / 1_000;
  for (; done.calls < seconds * callsPerSecond; done.calls += 1) keep(call());
  for (; done.events < seconds * eventsPerSecond; done.events += 1) keep(commit());
}, TICK_MS);
tell({ type: 'ready' });

process.on('message', () => {
  clearInterval(timer);
  void (async () => {
    await Promise.all(underWay);
    await relay.drain();
    tell({ type: 'done', resent: relay.resent });
    await client.close();
    publisher.close();
    redis.disconnect();
    await pool.end();
    process.disconnect();
  })();
});
