import { percentile } from './statistics.ts';

export interface LoopResult {
  readonly answered: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Keeps `concurrency` calls under way for that long, and waits for the last. Rejects if any fails: none is meant to. */
export async function closedLoop(
  call: () => Promise<unknown>,
  about: { readonly concurrency: number; readonly seconds: number },
): Promise<LoopResult> {
  const startedMs = performance.now();
  const endMs = startedMs + about.seconds * 1000;
  const durationsMs: number[] = [];
  const oneAfterAnother = async (): Promise<void> => {
    for (let begunMs = performance.now(); begunMs < endMs;) {
      await call();
      const endedMs = performance.now();
      durationsMs.push(endedMs - begunMs);
      begunMs = endedMs;
    }
  };
  await Promise.all(Array.from({ length: about.concurrency }, oneAfterAnother));
  const seconds = (performance.now() - startedMs) / 1000;
  const sorted = Float64Array.from(durationsMs).sort();
  return {
    answered: durationsMs.length,
    seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
  };
}
