import { describe, expect, it } from '@jest/globals';
import { batch, cover, entry } from '../../test/support/log.js';
import { ReplicaFollower } from './replica-follower.js';
import { RevocationReplica } from './revocation-replica.js';
import type { RevocationBatch, RevocationSource } from './revocation-source.js';

type Step = { readonly snapshot: number } | { readonly events: number };

/**
 * A source that plays its answers in order and records what it was asked. When they are used up it waits until it is
 * told to stop, as a long poll does; `exhausted` resolves then.
 */
class ScriptedSource implements RevocationSource {
  readonly asked: Step[] = [];
  readonly exhausted = Promise.withResolvers<undefined>();

  constructor(private readonly answers: (RevocationBatch | Error)[]) {}

  snapshot({ after, signal }: { after: number; signal: AbortSignal }): Promise<RevocationBatch> {
    this.asked.push({ snapshot: after });
    return this.#next(signal);
  }

  events({ after, signal }: { after: number; signal: AbortSignal }): Promise<RevocationBatch> {
    this.asked.push({ events: after });
    return this.#next(signal);
  }

  #next(signal: AbortSignal): Promise<RevocationBatch> {
    const answer = this.answers.shift();
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer) return Promise.resolve(answer);
    this.exhausted.resolve(undefined);
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('aborted'));
      });
    });
  }
}

async function follow(answers: (RevocationBatch | Error)[]) {
  const source = new ScriptedSource(answers);
  const replica = new RevocationReplica();
  const faults: unknown[] = [];
  const onFault = (fault: unknown): number => faults.push(fault);
  const follower = new ReplicaFollower({ replica, source, onFault, backOffMaxMs: 0 });
  follower.start();
  await source.exhausted.promise;
  return { source, replica, follower, faults };
}

const GENERATION = 2 ** 40;

describe('ReplicaFollower', () => {
  it('reads the whole snapshot page by page, then the events behind it', async () => {
    const { source, replica, follower } = await follow([
      batch([entry(1, 'client', 'a'), entry(2, 'client', 'b')], { head: 3 }),
      batch([entry(3, 'subject', 'alice')], { after: 2 }),
      batch([entry(4, 'client', 'shop')], { after: 3 }),
    ]);
    expect(source.asked).toEqual([{ snapshot: 0 }, { snapshot: 2 }, { events: 3 }, { events: 4 }]);
    expect(replica.appliedSeq).toBe(4);
    expect(replica.revokes(cover(2))).toBe(true);
    await follower.bootstrapped;
    await follower.stop();
  });

  it('is bootstrapped only once a heartbeat vouches for what was read', async () => {
    const silent = batch([entry(1, 'client', 'a')]);
    delete (silent as { heartbeat?: unknown }).heartbeat;
    const { follower, replica } = await follow([silent]);
    expect(replica.stalenessMs).toBe(Infinity);
    const bootstrapped = follower.bootstrapped;
    await follower.stop();
    await expect(bootstrapped).rejects.toThrow('stopped');
  });

  it('goes on where it was after a fault, and counts faults until a read works', async () => {
    const { source, follower, faults, replica } = await follow([
      batch([], { through: 1 }),
      new Error('connection lost'),
      new Error('connection refused'),
      batch([entry(2, 'client', 'a')], { after: 1 }),
    ]);
    expect(source.asked).toEqual([{ snapshot: 0 }, { events: 1 }, { events: 1 }, { events: 1 }, { events: 2 }]);
    expect(faults.map(String)).toEqual(['Error: connection lost', 'Error: connection refused']);
    expect(follower.consecutiveFaults).toBe(0);
    expect(replica.appliedSeq).toBe(2);
    await follower.stop();
  });

  it('reads everything again after a gap, and keeps what it had', async () => {
    const { source, replica, follower } = await follow([
      batch([entry(1, 'subject', 'alice')]),
      batch([], { after: 5, through: 6 }),
      batch([], { through: 6 }),
    ]);
    expect(source.asked).toEqual([{ snapshot: 0 }, { events: 1 }, { snapshot: 0 }, { events: 6 }]);
    expect(replica.revokes(cover(0))).toBe(true);
    await follower.stop();
  });

  it('reads everything again when a new generation of the log begins', async () => {
    const { source, replica, follower } = await follow([
      batch([], { through: GENERATION + 5 }),
      batch([entry(2 * GENERATION + 1, 'global', '')], { after: GENERATION + 5 }),
      batch([entry(2 * GENERATION + 1, 'global', '')]),
    ]);
    expect(source.asked).toEqual([
      { snapshot: 0 },
      { events: GENERATION + 5 },
      { snapshot: 0 },
      { events: 2 * GENERATION + 1 },
    ]);
    expect(replica.revokes(cover(GENERATION + 5))).toBe(true);
    await follower.stop();
  });

  it('never believes a log that ends before what it has applied: it stays stale and says why', async () => {
    const restored = batch([], { after: 0, through: 3 });
    const { follower, faults, replica } = await follow([batch([], { through: 5 }), restored, restored]);
    expect(faults.map(String)).toEqual([
      expect.stringContaining('the log ends at 3, before 5'),
      expect.stringContaining('the log ends at 3, before 5'),
    ]);
    expect(replica.appliedSeq).toBe(5);
    await follower.stop();
  });

  it('reads on without waiting until it is at the head, when it is asked to refresh', async () => {
    const source = new ScriptedSource([
      batch([], { through: 1 }),
      batch([], { after: 1, through: 2, head: 3 }),
      batch([], { after: 2, through: 3 }),
    ]);
    const follower = new ReplicaFollower({ replica: new RevocationReplica(), source });
    await follower.refresh();
    await Promise.all([follower.refresh(), follower.refresh()]);
    expect(source.asked).toEqual([{ snapshot: 0 }, { events: 1 }, { events: 2 }]);
    await follower.stop();
  });

  it('goes on from where another source has brought the replica, without a snapshot', async () => {
    const replica = new RevocationReplica();
    replica.apply(batch([entry(1, 'client', 'a')], { through: 7 }));
    const source = new ScriptedSource([batch([entry(8, 'client', 'shop')], { after: 7 })]);
    const follower = new ReplicaFollower({ replica, source });
    follower.start();
    await source.exhausted.promise;
    expect(source.asked).toEqual([{ events: 7 }, { events: 8 }]);
    expect(replica.revokes(cover(7))).toBe(true);
    await follower.stop();
  });

  it('finds nothing wrong with an answer that another source has overtaken', async () => {
    const replica = new RevocationReplica();
    const overtaken = batch([], { after: 5 });
    const source = new ScriptedSource([batch([], { through: 5 }), overtaken, batch([], { after: 6 })]);
    const faults: unknown[] = [];
    const events = source.events.bind(source);
    source.events = (request) => {
      if (request.after === 5) replica.apply(batch([entry(6, 'client', 'shop')], { after: 5 }));
      return events(request);
    };
    const follower = new ReplicaFollower({ replica, source, onFault: (fault) => faults.push(fault) });
    follower.start();
    await source.exhausted.promise;
    expect([faults, replica.appliedSeq]).toEqual([[], 6]);
    await follower.stop();
  });
});
