import { setImmediate as turn } from 'node:timers/promises';
import { participate } from '../frame/participate.ts';
import { gcP99MsOf } from './gc-pauses.ts';
import { applyNew } from './live-log.ts';
import { openSubject, type Subject, type SubjectTerms } from './subject.ts';

const CHUNK = 64;
const EVENTS_PER_S = 20_000;
const APPLY_EVERY_MS = 50;

export interface JudgedRound {
  readonly judged: number;
  readonly gcP99Ms: number;
  readonly replicaBytes: number;
  readonly replicaEntries: number;
}

participate(async (given) => {
  const { events, ...terms } = given as SubjectTerms & { readonly events: boolean };
  const subject = await openSubject(terms);
  return {
    round: async (seconds): Promise<JudgedRound> => {
      let judged = 0;
      const stop = events ? applyWhile(subject) : () => undefined;
      const gcP99Ms = await gcP99MsOf(async () => {
        judged = await judgeFor(subject, Number(seconds));
      }).finally(stop);
      const { bytes: replicaBytes = 0, entries: replicaEntries = 0 } = subject.replica ?? {};
      return { judged, gcP99Ms, replicaBytes, replicaEntries };
    },
    close: () => {
      subject.close();
      return Promise.resolve();
    },
  };
});

/** 64 at a time: what waits for Redis shares its round trips, what waits for nobody is not slowed. */
async function judgeFor(subject: Subject, seconds: number): Promise<number> {
  const endMs = performance.now() + seconds * 1000;
  let judged = 0;
  while (performance.now() < endMs) {
    await Promise.all(Array.from({ length: CHUNK }, () => subject.judge()));
    judged += CHUNK;
    await turn();
  }
  return judged;
}

/** Applies what is due of 20,000 events a second, late where the loop was held up, never less. */
function applyWhile({ replica }: Subject): () => void {
  if (replica === undefined) throw new Error('only a guard applies events');
  const startedMs = performance.now();
  let applied = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedMs) / 1000) * EVENTS_PER_S) - applied;
    if (due <= 0) return;
    applyNew(replica, due, { scope: 'token' });
    applied += due;
  }, APPLY_EVERY_MS);
  return () => {
    clearInterval(timer);
  };
}
