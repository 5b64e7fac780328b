import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type BroadcastPublisher } from '../src/index.js';
import { Topic } from './broadcast-topic.js';
import { OwnRedis } from './own-redis.js';
import { until, Wire } from './wire.js';

jest.setTimeout(30_000);

let server: OwnRedis;
let wire: Wire;
let topic: Topic;
let publisher: BroadcastPublisher;
let unhandled: unknown[];
const onUnhandled = (reason: unknown): void => {
  unhandled.push(reason);
};

beforeEach(async () => {
  server = await OwnRedis.start();
  wire = new Wire(server.url);
  topic = new Topic(wire);
  publisher = topic.publisher();
  unhandled = [];
  process.on('unhandledRejection', onUnhandled);
});
afterEach(async () => {
  server.thaw();
  await topic.close();
  await wire.close();
  await server.kill();
  process.off('unhandledRejection', onUnhandled);
  expect(unhandled).toEqual([]);
});

/** Publishes what the truth has behind the end of the stream, as often as it takes. */
async function publishAll(): Promise<void> {
  await until(async () => {
    try {
      const probes = await publisher.takeProbes();
      const batch = topic.truth.since((await publisher.end()) ?? topic.truth.notes.length);
      return (await publisher.publish({ ...batch, probes })) === 'published';
    } catch {
      return false;
    }
  });
}

describe('when Redis is emptied', () => {
  it('nothing is lost of what was published before, meanwhile and after', async () => {
    const { reader, keeper } = topic.reader();
    topic.truth.write('a', 'b');
    await publishAll();
    await until(() => reader.state.appliedSeq === 2);
    topic.truth.write('c');
    await publishAll();
    await wire.redis.flushall();
    topic.truth.write('d');
    await publishAll();
    await until(() => reader.state.appliedSeq === 4);
    expect(keeper.notes).toEqual(['a', 'b', 'c', 'd']);
  });

  it('a replica notices it though nothing is published, and catches up', async () => {
    const { reader, keeper } = topic.reader();
    topic.truth.write('a');
    await publishAll();
    await publishAll();
    await until(() => reader.state.appliedSeq === 1);
    const before = keeper.caughtUpFrom.length;
    topic.truth.write('b');
    await wire.redis.flushall();
    await until(() => reader.state.appliedSeq === 2);
    expect(keeper.caughtUpFrom.slice(before)).toEqual([1]);
    expect(topic.metrics.of('broadcastGap')).toHaveLength(1);
  });
});

describe('when Redis is killed and comes back empty', () => {
  it('every replica goes on, without a hole', async () => {
    const both = [topic.reader(), topic.reader()];
    topic.truth.write('a');
    await publishAll();
    await until(() => both.every(({ reader }) => reader.state.appliedSeq === 1));
    await server.kill();
    topic.truth.write('b');
    await expect(publisher.publish(topic.truth.since(1))).rejects.toThrow();
    await server.start();
    await publishAll();
    topic.truth.write('c');
    await publishAll();
    await until(() => both.every(({ reader }) => reader.state.appliedSeq === 3));
    for (const { keeper } of both) expect(keeper.notes).toEqual(['a', 'b', 'c']);
  });

  it('knowledge is as old as it is, until the publisher has answered again', async () => {
    const { reader } = topic.reader();
    await until(async () => {
      await publishAll();
      return reader.state.stalenessMs < Infinity;
    });
    await server.kill();
    const lostAtMs = performance.now();
    await server.start();
    const withoutAnswer = reader.state.stalenessMs;
    expect(withoutAnswer).toBeGreaterThanOrEqual(performance.now() - lostAtMs - 1);
    await until(async () => {
      await publishAll();
      return reader.state.stalenessMs < performance.now() - lostAtMs;
    });
  });
});

describe('when Redis stops answering', () => {
  it('a batch that it takes late is not taken for fresh', async () => {
    // So that Redis knows the script, and need not be sent it.
    await publishAll();
    const { reader } = topic.reader();
    await until(async () => (await wire.redis.exists(`${topic.stream}:probes`)) === 1);
    const probes = await publisher.takeProbes();
    const readAtMs = performance.now();
    server.freeze();
    const late = publisher.publish({ ...topic.truth.since(0), probes }).catch(() => 'unknown');
    expect(await late).toBe('unknown');
    server.thaw();
    await until(() => reader.state.stalenessMs < Infinity);
    expect(reader.state.stalenessMs).toBeGreaterThanOrEqual(performance.now() - readAtMs - 1);
  });

  it('a replica that closes does not wait for it for ever', async () => {
    const { reader } = topic.reader();
    await publishAll();
    server.freeze();
    await reader.close();
  });
});

describe('when Redis is not there yet', () => {
  it('a replica starts, and follows when it is', async () => {
    await server.kill();
    const { reader, keeper } = topic.reader();
    await server.start();
    topic.truth.write('a');
    await publishAll();
    await until(() => reader.state.appliedSeq === 1);
    expect(keeper.notes).toEqual(['a']);
  });
});
