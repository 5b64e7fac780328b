import { describe, expect, it } from '@jest/globals';
import { encodeFeedBatch, id128, type FeedBatch, type RevocationBatch, type RevocationSource } from '@strongroom/guard';
import { type Broadcast, type BroadcastFollower } from '@strongroom/messaging';
import { LogBroadcastSource } from './log-broadcast-source.js';

const entry = (seq: number) => ({
  seq,
  scope: 'client' as const,
  id: id128('client', 'demo', 'shop'),
  expiresAtS: 2e9,
});

function batch(about: Partial<FeedBatch> & Pick<FeedBatch, 'after' | 'through'>): FeedBatch {
  const heartbeat = { seq: about.through, atMs: 9_900 };
  return {
    head: about.through,
    databaseNowMs: 10_000,
    heldMs: 0,
    entries: [entry(about.through)],
    heartbeat,
    ...about,
  };
}

function broadcast(about: Parameters<typeof batch>[0], readSinceMs?: number): Broadcast {
  const { after, through } = about;
  const body = encodeFeedBatch(batch(about));
  return { after, through, issuedAtMs: 0, contentType: '', body, ...(readSinceMs !== undefined && { readSinceMs }) };
}

/** The source of a guard that has come to `after`, with the lane's side of it, and a feed that answers what it is told to. */
function setUp() {
  const feed = { asked: [] as number[], answers: [] as RevocationBatch[] };
  const opened: { from: number; follower: BroadcastFollower }[] = [];
  let closed = 0;
  const source = new LogBroadcastSource({
    feed: {
      snapshot: () => Promise.reject(new Error('no snapshot was expected')),
      events: ({ after }) => {
        feed.asked.push(after);
        const answer = feed.answers.shift();
        return answer ? Promise.resolve(answer) : Promise.reject(new Error('the feed is cut off'));
      },
    },
    openReader: (from, follower) => {
      opened.push({ from, follower });
      return {
        start: () => undefined,
        close: () => {
          closed += 1;
          return Promise.resolve();
        },
      };
    },
  });
  const { signal } = new AbortController();
  const events = (after: number, waitMs = 0): ReturnType<RevocationSource['events']> =>
    source.events({ after, waitMs, report: undefined, signal });
  return { source, feed, opened, events, signal, closed: () => closed };
}

describe('the revocation log as the lane brings it', () => {
  it('begins where the guard stands, and says nothing where nothing is new', async () => {
    const { events, opened } = setUp();
    const { heartbeat, ...quiet } = await events(7);
    expect([heartbeat, quiet]).toEqual([
      undefined,
      expect.objectContaining({ after: 7, through: 7, head: 7, entries: [] }),
    ]);
    await events(7);
    expect(opened.map(({ from }) => from)).toEqual([7]);
  });

  it('hands over one batch at a time, and holds the lane until it is taken', async () => {
    const { source, events } = setUp();
    await events(7);
    let taken = false;
    const applied = source.apply(broadcast({ after: 7, through: 8 })).then(() => (taken = true));
    await new Promise(setImmediate);
    expect(taken).toBe(false);
    expect(await events(7)).toMatchObject({ after: 7, through: 8, head: 8, entries: [{ seq: 8 }] });
    await applied;
  });

  it('is as fresh as the reading that the publisher has proven, less the age of the heartbeat', async () => {
    const { source, events } = setUp();
    void source.apply(broadcast({ after: 7, through: 8 }, 500));
    expect((await events(7)).heartbeat).toEqual({ seq: 8, asOfMs: 400 });
  });

  it('brings entries without a proof, and no freshness', async () => {
    const { source, events } = setUp();
    void source.apply(broadcast({ after: 7, through: 8 }));
    const { heartbeat, entries } = await events(7);
    expect([heartbeat, entries.length]).toEqual([undefined, 1]);
  });

  it('never makes the log end before a guard that is ahead by the feed, nor hides a gap', async () => {
    const { source, events } = setUp();
    void source.apply(broadcast({ after: 7, through: 8 }));
    expect(await events(11)).toMatchObject({ after: 11, through: 11, head: 11 });
    void source.apply(broadcast({ after: 20, through: 21 }));
    expect(await events(11)).toMatchObject({ after: 20, through: 21 });
  });

  it('makes nobody fresh by a log that ends before what the guard has: its database may have been restored', async () => {
    const { source, events } = setUp();
    void source.apply(broadcast({ after: 8, through: 8, entries: [] }, 500));
    expect((await events(11)).heartbeat).toBeUndefined();
    void source.apply(broadcast({ after: 11, through: 11, entries: [] }, 600));
    expect((await events(11)).heartbeat).toEqual({ seq: 11, asOfMs: 500 });
  });

  it('asks the feed only for what the guard has not got by it already', async () => {
    const { source, feed, events, signal } = setUp();
    await events(7);
    expect(await source.catchUp(7, signal)).toBe(7);
    await events(12);
    expect(await source.catchUp(7, signal)).toBe(12);
    expect(feed.asked).toEqual([]);
    const { heartbeat: _heartbeat, ...page } = batch({ after: 12, through: 13, head: 14 });
    feed.answers.push(page, { ...page, after: 13, through: 14 });
    const caughtUp = source.catchUp(12, signal);
    expect(await events(12, 1_000)).toMatchObject({ through: 13 });
    expect(await events(13, 1_000)).toMatchObject({ through: 14 });
    expect(await caughtUp).toBe(14);
    expect(feed.asked).toEqual([12, 13]);
    await expect(source.catchUp(14, signal)).rejects.toThrow('cut off');
  });

  it('lets go of the lane when it closes, whatever was not taken', async () => {
    const { source, events, closed } = setUp();
    await events(7);
    const applied = source.apply(broadcast({ after: 7, through: 8 }));
    await source.close();
    await applied;
    await source.apply(broadcast({ after: 8, through: 9 }));
    expect(closed()).toBe(1);
  });
});
