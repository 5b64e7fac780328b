import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type BroadcastPublisher, BroadcastReader } from '../src/index.js';
import { NoteKeeper, Topic } from './broadcast-topic.js';
import { until, Wire } from './wire.js';

jest.setTimeout(30_000);

@Module({})
class NotesModule {}

let wire: Wire;
let topic: Topic;
let publisher: BroadcastPublisher;

beforeEach(() => {
  wire = new Wire();
  topic = new Topic(wire);
  publisher = topic.publisher();
});
afterEach(async () => {
  await topic.close();
  await wire.close();
});

/** Behind whatever others have put there. */
async function publish(...notes: readonly string[]): Promise<void> {
  const batch = topic.truth.write(...notes);
  while ((await publisher.publish(batch)) === 'overtaken');
}

/** The publisher reads its truth again for those who asked, as it does all the time. */
async function answerProbes(): Promise<void> {
  const probes = await publisher.takeProbes();
  await publisher.publish({ ...topic.truth.since(topic.truth.notes.length), probes });
}

const heard = ({ state }: BroadcastReader): boolean => state.stalenessMs < Infinity;
async function untilHeard(...readers: readonly BroadcastReader[]): Promise<void> {
  await until(async () => {
    await answerProbes();
    return readers.every(heard);
  });
}

const refusals = (): readonly unknown[] => topic.metrics.of('refused').map(([reason]) => reason);
const gaps = (): number => topic.metrics.of('broadcastGap').length;

describe('a broadcast', () => {
  it('reaches every replica, in order', async () => {
    const readers = [topic.reader(), topic.reader(), topic.reader()];
    const notes = Array.from({ length: 300 }, (_, index) => String(index));
    for (const note of notes) await publish(note);
    await until(() => readers.every(({ reader }) => reader.state.appliedSeq === 300));
    for (const { keeper } of readers) expect(keeper.notes).toEqual(notes);
    expect(refusals()).toEqual([]);
  });

  it('is handed on with all that was signed', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    await publisher.publish({ ...topic.truth.write('a', 'b'), contentType: 'application/json' });
    await until(() => keeper.notes.length === 2);
    expect(keeper.given.find(({ through }) => through === 2)).toMatchObject({
      ...{ after: 0, through: 2, contentType: 'application/json', body: Buffer.from('["a","b"]') },
      issuedAtMs: expect.any(Number),
    });
  });

  it('waits until the one before it has been applied, however long that takes', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    keeper.before = async ({ through }) => {
      if (through === 1) await released;
    };
    await publish('slow');
    await publish('quick');
    const behind = topic.reader().keeper;
    await until(() => behind.notes.length === 2);
    expect(keeper.notes).toEqual([]);
    release(undefined);
    await until(() => keeper.notes.length === 2);
    expect(keeper.notes).toEqual(['slow', 'quick']);
  });

  it('is given again, and nothing after it before, where the replica could not take it', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    let failures = 2;
    keeper.before = ({ through }) => {
      if (through === 1 && failures-- > 0) throw new Error('not now');
    };
    await publish('first');
    await publish('second');
    await until(() => keeper.notes.length === 2);
    expect(keeper.notes).toEqual(['first', 'second']);
    expect(failures).toBe(-1);
  });

  it('is kept among the newest only, so that a stream has its bound', async () => {
    publisher = topic.publisher({ batchesMax: 3 });
    for (const note of ['a', 'b', 'c', 'd', 'e']) await publish(note);
    expect(await wire.redis.xlen(topic.stream)).toBe(3);
  });

  it('that is longer than 4 MiB is refused, and nothing is sent', async () => {
    const body = Buffer.alloc(4 * 1024 * 1024);
    await expect(publisher.publish({ after: 0, through: 1, body })).rejects.toThrow(RangeError);
    expect(await wire.redis.exists(topic.stream)).toBe(0);
  });
});

describe('a replica', () => {
  it('that joins late catches up from the truth, and goes on from there', async () => {
    await publish('a');
    await publish('b');
    await wire.redis.xtrim(topic.stream, 'MAXLEN', 1);
    const { reader, keeper } = topic.reader();
    await until(() => reader.state.appliedSeq === 2);
    expect(keeper.caughtUpFrom).toEqual([0]);
    expect(keeper.given).toEqual([]);
    await publish('c');
    await until(() => keeper.notes.length === 3);
    expect(gaps()).toBe(0);
  });

  it('that knows everything up to a place begins there', async () => {
    topic.truth.write('a', 'b');
    const keeper = new NoteKeeper(topic.truth);
    keeper.notes.push('a');
    const { reader } = topic.reader({ from: 1 }, keeper);
    await until(() => reader.state.appliedSeq === 2);
    expect(keeper.caughtUpFrom).toEqual([1]);
    expect(keeper.notes).toEqual(['a', 'b']);
  });

  it('tries to catch up until it can, and takes nothing before', async () => {
    const keeper = new NoteKeeper(topic.truth);
    keeper.isCutOff = true;
    await publish('a');
    const { reader } = topic.reader({}, keeper);
    await publish('b');
    const other = topic.reader();
    await until(() => other.reader.state.appliedSeq === 2);
    expect(reader.state).toEqual({ appliedSeq: 0, stalenessMs: Infinity });
    keeper.isCutOff = false;
    await until(() => reader.state.appliedSeq === 2);
    expect(keeper.notes).toEqual(['a', 'b']);
  });

  it('that closes applies what it has begun, and takes no more', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    let begun = false;
    keeper.before = ({ through }) => {
      if (through < 1) return undefined;
      begun = true;
      return released.then(() => undefined);
    };
    await publish('a');
    await publish('b');
    await until(() => begun);
    const closed = reader.close();
    release(undefined);
    await closed;
    expect(keeper.notes).toEqual(['a']);
  });

  it('that closes does not wait for ever for what never ends', async () => {
    const { keeper, reader } = topic.reader({ drainMs: 20 });
    await untilHeard(reader);
    let begun = false;
    keeper.before = () => {
      begun = true;
      return new Promise(() => undefined);
    };
    await publish('a');
    await until(() => begun);
    await reader.close();
    expect(keeper.notes).toEqual([]);
  });
});

describe('in an application of NestJS', () => {
  it('a reader begins with the application, and drains before the application frees what it needs', async () => {
    const keeper = new NoteKeeper(topic.truth);
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const ends: string[] = [];
    let begun = false;
    keeper.before = async () => {
      begun = true;
      await released;
      ends.push('applied');
    };
    const store = { onApplicationShutdown: () => void ends.push('store closed') };
    const reader = { provide: BroadcastReader, useFactory: () => topic.unstartedReader({}, keeper) };
    const app = await NestFactory.createApplicationContext(
      { module: NotesModule, providers: [reader, { provide: 'store', useValue: store }] },
      { logger: false },
    );
    await until(() => keeper.caughtUpFrom.length === 1);
    await publish('a');
    await until(() => begun);
    const closed = app.close();
    release(undefined);
    await closed;
    expect(ends).toEqual(['applied', 'store closed']);
  });
});

describe('a gap', () => {
  it('made by trimming is seen with the next batch, and healed from the truth', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    keeper.before = async ({ through }) => {
      if (through === 1) await released;
    };
    for (const note of ['a', 'b', 'c', 'd']) await publish(note);
    await wire.redis.xtrim(topic.stream, 'MAXLEN', 1);
    release(undefined);
    await publish('e');
    await until(() => keeper.notes.length === 5);
    expect(keeper.notes).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(gaps()).toBeLessThanOrEqual(1);
  });

  it('made by taking a batch away is healed, and the batch is refused when it is put back', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    const hidden = topic.frame({ ...topic.truth.write('a') });
    const next = topic.frame({ ...topic.truth.write('b') });
    await topic.put(next, hidden);
    await until(() => keeper.notes.length === 2);
    await until(() => refusals().length === 1);
    expect(keeper.notes).toEqual(['a', 'b']);
    expect([gaps(), refusals()]).toEqual([1, ['replayed']]);
  });

  it('after which the truth cannot be reached lets nothing pass until it can', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    keeper.isCutOff = true;
    topic.truth.write('lost');
    await topic.put(topic.frame(topic.truth.write('b')), topic.frame(topic.truth.write('c')));
    await until(() => gaps() === 1);
    expect(keeper.notes).toEqual([]);
    keeper.isCutOff = false;
    await until(() => keeper.notes.length === 3);
    expect(keeper.notes).toEqual(['lost', 'b', 'c']);
    expect(gaps()).toBe(1);
  });

  it('between two generations of places is one like any other', async () => {
    const GENERATION = 2 ** 40;
    const given: number[] = [];
    const follower = {
      apply: ({ through }: { through: number }): void => {
        given.push(through);
      },
      catchUp: (from: number): Promise<number> => Promise.resolve(Math.max(from, GENERATION)),
    };
    const { reader } = topic.reader({ follower });
    await until(() => reader.state.appliedSeq === GENERATION);
    const body = Buffer.from('[]');
    await publisher.publish({ after: GENERATION, through: GENERATION + 1, body });
    await publisher.publish({ after: GENERATION + 1, through: 2 * GENERATION + 1, body });
    await until(() => given.length === 2);
    expect(given).toEqual([GENERATION + 1, 2 * GENERATION + 1]);
    expect(reader.state.appliedSeq).toBe(2 * GENERATION + 1);
  });
});

describe('a batch that the publisher did not sign, or not now', () => {
  it('is not applied', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    const stranger = generateKeyPairSync('ed25519').privateKey;
    const altered = topic.frame();
    altered[altered.length - 65] = altered.readUInt8(altered.length - 65) ^ 1;
    await topic.put(
      topic.frame({}, stranger),
      altered,
      topic.frame({ keyId: 'k2' }),
      topic.frame({ publisher: 'stranger' }),
      topic.frame({ topic: 'authority.other.v1' }),
      randomBytes(300),
      Buffer.alloc(0),
    );
    await wire.redis.xadd(topic.stream, '*', 'other', 'field');
    await until(() => refusals().length === 8);
    expect(refusals()).toEqual([
      ...['signature', 'signature', 'key', 'publisher', 'audience'],
      ...['malformed', 'malformed', 'malformed'],
    ]);
    expect(keeper.notes).toEqual([]);
    await publish('genuine');
    await until(() => keeper.notes.length === 1);
    expect(keeper.notes).toEqual(['genuine']);
  });

  it('is not applied when it is put into the stream again, nor is an answer to a probe good twice', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    for (const note of ['a', 'b']) await publish(note);
    await until(() => keeper.notes.length === 2);
    const frames = await topic.frames();
    const given = keeper.given.length;
    await topic.put(...frames);
    await publish('c');
    await until(() => keeper.notes.length === 3);
    expect(keeper.given.slice(given).map(({ through }) => through)).toEqual([3]);
    expect(refusals()).toEqual(['replayed', 'replayed']);
  });

  it('is not applied while the key cannot be looked up, and what was genuine is caught up', async () => {
    let isAway = false;
    const known = topic.keys;
    const keys = { byId: (keyId: string) => (isAway ? Promise.reject(new Error('away')) : known.byId(keyId)) };
    const { keeper, reader } = topic.reader({ keys });
    await untilHeard(reader);
    isAway = true;
    await publish('a');
    await until(() => refusals().includes('key-lookup'));
    isAway = false;
    await publish('b');
    await until(() => keeper.notes.length === 2);
    expect(keeper.notes).toEqual(['a', 'b']);
  });
});

describe('what a replica says of how old its knowledge is', () => {
  it('is that it has none until the publisher has answered it', async () => {
    const { reader } = topic.reader();
    await publish('a');
    await until(() => reader.state.appliedSeq === 1);
    expect(reader.state.stalenessMs).toBe(Infinity);
    await untilHeard(reader);
    expect(topic.metrics.of('broadcastStaleness').length).toBeGreaterThan(0);
  });

  it('never is less than the time since the publisher read its truth, however late the batch arrives', async () => {
    const { reader, keeper } = topic.reader();
    await until(async () => (await wire.redis.exists(`${topic.stream}:probes`)) === 1);
    const probes = await publisher.takeProbes();
    const readAtMs = performance.now();
    // What was asked later cannot be answered by what was read before.
    await until(async () => (await wire.redis.exists(`${topic.stream}:probes`)) === 1);
    await publisher.publish({ ...topic.truth.since(0), probes });
    await until(() => heard(reader));
    expect(reader.state.stalenessMs).toBeGreaterThanOrEqual(performance.now() - readAtMs - 1);
    expect(keeper.given.at(-1)?.readSinceMs).toBeLessThanOrEqual(readAtMs);
  });

  it('does not become fresh by a truth that ends before what it once had', async () => {
    const { reader } = topic.reader({ from: 5 });
    let answered = 0;
    await until(async () => {
      const probes = await publisher.takeProbes();
      await publisher.publish({ ...topic.truth.since(0), probes });
      answered += probes.length;
      return answered > 0;
    });
    await publisher.publish({ ...topic.truth.since(0), through: 6, body: Buffer.from('[]') });
    await until(() => reader.state.appliedSeq === 6);
    expect(reader.state.stalenessMs).toBe(Infinity);
  });

  it('takes no batch for fresh that answers nobody, or somebody else', async () => {
    const { reader } = topic.reader({ probeEveryMs: 60_000 });
    const probes = randomBytes(32);
    await publisher.publish({ ...topic.truth.write('a'), probes });
    await publish('b');
    await until(() => reader.state.appliedSeq === 2);
    expect(reader.state.stalenessMs).toBe(Infinity);
  });
});

describe('two publishers of one topic', () => {
  it('never publish over each other: who has not seen the last batch is overtaken', async () => {
    const { keeper, reader } = topic.reader();
    await untilHeard(reader);
    const woken = topic.publisher();
    const old = topic.truth.write('a');
    expect(await woken.end()).toBe(0);
    expect(await publisher.publish(old)).toBe('published');
    expect(await woken.publish(old)).toBe('overtaken');
    expect(await woken.end()).toBe(1);
    expect(await woken.publish(topic.truth.write('b'))).toBe('published');
    expect(await publisher.publish({ ...topic.truth.since(1) })).toBe('overtaken');
    expect(await publisher.end()).toBe(2);
    await until(() => keeper.notes.length === 2);
    expect([gaps(), refusals()]).toEqual([0, []]);
  });

  it('find the end of the stream behind what strangers have put there, and go on', async () => {
    await publish('a');
    await topic.put(randomBytes(100), topic.frame({ after: 1, through: 9 }, generateKeyPairSync('ed25519').privateKey));
    expect(await publisher.publish(topic.truth.write('b'))).toBe('overtaken');
    expect(await publisher.end()).toBe(1);
    expect(await publisher.publish(topic.truth.since(1))).toBe('published');
  });

  it('cannot publish what does not go on where the stream ends', async () => {
    await publish('a');
    await expect(publisher.publish({ ...topic.truth.write('b'), after: 0 })).rejects.toThrow(RangeError);
    await expect(publisher.publish({ ...topic.truth.since(2), after: 1, through: 0 })).rejects.toThrow(RangeError);
  });
});
