import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { percentile } from '../frame/statistics.ts';

/** Runs `work` and gives, of the pauses that the garbage collector made meanwhile, the p99 in milliseconds; 0 without any. */
export async function gcP99MsOf(work: () => Promise<unknown>): Promise<number> {
  const pausesMs: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) pausesMs.push(duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  await work();
  await turn();
  observer.disconnect();
  return pausesMs.length === 0 ? 0 : percentile(Float64Array.from(pausesMs).sort(), 0.99);
}
