import { join } from 'node:path';
import { Participant } from '../frame/participant.ts';
import { type Figures, type OpenContestant, type OpenSuite, type Target } from '../frame/suite.ts';
import { type EngineTerms } from './engine.ts';
import { engines } from './engines.ts';
import { hostileKinds } from './hostile.ts';
import { obtainPeers } from './peers.ts';

/** How long one hostile text, or one large one, may take. Whoever needs longer is ended, and has this as its figure. */
const PATIENCE_MS = 2_000;
/** Two looks: the first one is the compiler's. */
const LOOKS = 2;
/** They need nothing installed. */
const AT_HAND = ['Strongroom', 'Strongroom, in a thread', 'V8, 12 patterns one by one'];

const target = (claim: string, figure: string, bound: Target['bound'], of = 'Strongroom'): Target => ({
  ...{ claim, figure, bound },
  of,
});

/** One text after another, in one process of its own for each engine. */
export const openFilter: OpenSuite = async (surroundings) => {
  const { root, say } = surroundings;
  const peers = await obtainPeers(surroundings);
  const names = Object.keys(engines).filter((name) => AT_HAND.includes(name) || name in peers.folders);
  return {
    title: 'Filtering text: one process, one core, everything that each can find',
    figures: {
      pii: { label: 'MB/s of text with personal data', digits: 2 },
      code: { label: 'MB/s of code', digits: 2 },
      logs: { label: 'MB/s of logs', digits: 2 },
      smallP50Us: { label: '4 KB p50 us' },
      smallP99Us: { label: '4 KB p99 us' },
      requestUs: { label: 'request of 288 bytes, p50 us' },
      hostileMs: { label: `1 MB hostile, worst, ms (ended at ${PATIENCE_MS})` },
      blockMs: { label: `256 KB blocks ms (ended at ${PATIENCE_MS})` },
      startMs: { label: 'start ms' },
      rssMib: { label: 'RSS MiB' },
    },
    contestants: names.map((engine) => ({
      name: engine,
      open: () => openContestant({ engine, root, peers: peers.folders[engine] ?? root }, say),
    })),
    targets: [
      target('MB/s of text with personal data', 'pii', { least: 35 }),
      target('MB/s of code', 'code', { least: 25 }),
      target('MB/s of logs', 'logs', { least: 80 }),
      target('4 KB, p50, us', 'smallP50Us', { most: 150 }),
      target('4 KB, p99, us', 'smallP99Us', { most: 600 }),
      target('a request of 288 bytes, p50, us', 'requestUs', { most: 50 }),
      target('1 MB of the worst kind, ms', 'hostileMs', { most: 250 }),
      target('longest block of the event loop by 256 KB, ms', 'blockMs', { most: 10 }, 'Strongroom, in a thread'),
      target('RSS, MiB', 'rssMib', { most: 120 }),
      target('a fresh process to its first verdict, ms', 'startMs', { most: 300 }),
    ],
    setting: {
      server: 'no server',
      ...peers.versions,
      ...Object.fromEntries(Object.entries(peers.missing).map(([name, reason]) => [`${name}: not here`, reason])),
    },
  };
};

const start = (terms: EngineTerms): Promise<Participant> =>
  Participant.start(join(import.meta.dirname, 'engine.main.ts'), terms);

async function openContestant(terms: EngineTerms, say: (line: string) => void): Promise<OpenContestant> {
  say(`filter: hostile texts for ${terms.engine}`);
  const hostileMs: number[] = [];
  for (const kind of hostileKinds) hostileMs.push(await patiently(terms, 'hostile', kind));
  const once: Figures = {
    hostileMs: Math.max(...hostileMs),
    blockMs: await patiently(terms, 'block'),
  };
  const process = await start(terms);
  return {
    round: async (seconds) => {
      const figures = (await process.ask('run', seconds)) as Figures;
      return { ...once, ...figures, ...(await fresh(terms)) };
    },
    close: () => process.stop(),
  };
}

/** From nothing to the first verdict, and what the process then holds. */
async function fresh(terms: EngineTerms): Promise<Figures> {
  const startedMs = performance.now();
  const process = await start(terms);
  await process.ask('first');
  const startMs = performance.now() - startedMs;
  const rssMib = Number(await process.ask('memory'));
  await process.stop();
  return { startMs, rssMib };
}

/** Asks a process of its own, which is ended if it takes too long; warm, so that the compiler is not measured. */
async function patiently(terms: EngineTerms, question: string, argument?: string): Promise<number> {
  const process = await start(terms);
  const { promise: late, resolve } = Promise.withResolvers<number>();
  const timer = setTimeout(() => {
    resolve(PATIENCE_MS);
  }, LOOKS * PATIENCE_MS);
  const answered = process.ask(question, argument).then(Number);
  // Ended while it was asked, it answers with an error that nobody waits for any more.
  answered.catch(() => undefined);
  const taken = await Promise.race([answered, late]);
  clearTimeout(timer);
  await process.kill();
  return Math.min(taken, PATIENCE_MS);
}
