import { monitorEventLoopDelay } from 'node:perf_hooks';
import { participate } from '../frame/participate.ts';
import { percentile } from '../frame/statistics.ts';
import { corpora, piiText, readCorpus, requestText } from './corpora.ts';
import { type EngineTerms, type Look } from './engine.ts';
import { engines } from './engines.ts';
import { hostileText, type HostileKind } from './hostile.ts';

const SMALL_LENGTH = 4_096;
const HOSTILE_LENGTH = 1_048_576;
/** Of a service: the longest text of one call. */
const LARGE_LENGTH = 262_144;

participate(async (terms) => {
  const { engine, peers, root } = terms as EngineTerms;
  const look = await engines[engine]?.(peers);
  if (look === undefined) throw new Error(`no engine is called ${engine}`);
  return {
    first: () => look(piiText(200)),
    run: (seconds) => measure(look, root, Number(seconds)),
    hostile: async (kind) => {
      const text = hostileText(kind as HostileKind, HOSTILE_LENGTH);
      await look(text);
      return timed(look, text);
    },
    block: () => longestBlock(look),
    memory: () => process.memoryUsage.rss() / 2 ** 20,
    close: () => Promise.resolve(),
  };
});

async function measure(look: Look, root: string, seconds: number): Promise<Readonly<Record<string, number>>> {
  const partMs = (seconds * 1_000) / 5;
  const figures: Record<string, number> = {};
  for (const corpus of corpora) figures[corpus] = await rate(look, await readCorpus(corpus, root), partMs);
  const smallMs = await times(look, piiText(SMALL_LENGTH), partMs);
  figures['smallP50Us'] = percentile(smallMs, 0.5) * 1_000;
  figures['smallP99Us'] = percentile(smallMs, 0.99) * 1_000;
  figures['requestUs'] = percentile(await times(look, requestText, partMs), 0.5) * 1_000;
  return figures;
}

/** MB a second of CPU time: the suites of a shared machine are pushed off their core by others. */
async function rate(look: Look, documents: readonly string[], lengthMs: number): Promise<number> {
  const deadline = performance.now() + lengthMs;
  const before = process.cpuUsage();
  let bytes = 0;
  do {
    for (const text of documents) {
      await look(text);
      bytes += Buffer.byteLength(text);
      if (performance.now() >= deadline) break;
    }
  } while (performance.now() < deadline);
  const { user, system } = process.cpuUsage(before);
  return bytes / (user + system);
}

async function times(look: Look, text: string, lengthMs: number): Promise<readonly number[]> {
  const deadline = performance.now() + lengthMs;
  const measured: number[] = [];
  do measured.push(await timed(look, text));
  while (performance.now() < deadline);
  return measured.toSorted((a, b) => a - b);
}

async function timed(look: Look, text: string): Promise<number> {
  const startedMs = performance.now();
  await look(text);
  return performance.now() - startedMs;
}

/** Milliseconds for which nothing else could run in the process while one large text was looked at. */
async function longestBlock(look: Look): Promise<number> {
  const text = piiText(LARGE_LENGTH);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  await look(text);
  delay.enable();
  await turn();
  delay.reset();
  // The histogram counts from one timer to the next: what blocks before the first one after a reset is lost on it.
  await turn();
  await look(text);
  await turn();
  delay.disable();
  return delay.max / 1e6;
}

/** Two turns of the timers: the histogram counts a block when the timer behind it fires. */
async function turn(): Promise<void> {
  for (let count = 0; count < 2; count += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}
