import { randomUUID } from 'node:crypto';
import { monotonicMs } from '../../e2e/robustness/revocation/history.ts';
import { percentile } from '../frame/statistics.ts';
import { type Figures } from '../frame/suite.ts';
import { type Fleet } from './fleet.ts';

/** Fewer say nothing of the slowest hundredth. */
const LEAST = 200;

export interface Times {
  /** From the return of the call until the last follower had it; zero where all had it before. */
  readonly sinceReturnMs: number;
  readonly sinceCallMs: number;
}

/** Does what brings the watched ids to all followers, and resolves when the last has them. `act` resolves to the place in the log. */
export async function timed(fleet: Fleet, watched: readonly string[], act: () => Promise<number>): Promise<Times> {
  await fleet.watch(watched);
  const calledMs = monotonicMs();
  const seq = await act();
  const returnedMs = monotonicMs();
  const lastMs = await fleet.enforced(seq);
  return { sinceReturnMs: Math.max(0, lastMs - returnedMs), sinceCallMs: lastMs - calledMs };
}

/** One id after the other for so long, and 200 of them at least: each when the one before is everywhere. */
export async function oneByOne(fleet: Fleet, seconds: number, act: (id: string) => Promise<number>): Promise<Figures> {
  const untilMs = monotonicMs() + seconds * 1000;
  const all: Times[] = [];
  while (all.length < LEAST || monotonicMs() < untilMs) {
    const id = randomUUID();
    all.push(await timed(fleet, [id], () => act(id)));
  }
  const returned = sorted(all.map(({ sinceReturnMs }) => sinceReturnMs));
  const called = sorted(all.map(({ sinceCallMs }) => sinceCallMs));
  return {
    p50Ms: percentile(returned, 0.5),
    p99Ms: percentile(returned, 0.99),
    worstMs: percentile(returned, 1),
    callP50Ms: percentile(called, 0.5),
    callP99Ms: percentile(called, 0.99),
  };
}

function sorted(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}
