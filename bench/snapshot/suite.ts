import { join } from 'node:path';
import { Participant } from '../frame/participant.ts';
import { type Contestant, type Figures, type OpenSuite } from '../frame/suite.ts';
import { PAGE_ENTRIES } from './feed.ts';
import { type Loaded } from './reader.main.ts';

const REVOCATIONS = 10_000_000;
const OURS = 'Strongroom';
const ALONE = 'pages read and verified (limit)';

/** How long a guard that starts takes to hold ten million live revocations, over HTTP from another process. */
export const openSnapshot: OpenSuite = () =>
  Promise.resolve({
    title: 'Ten million live revocations from a snapshot',
    figures: {
      seconds: { label: 'seconds until ready', digits: 2 },
      cpuS: { label: 'CPU seconds', digits: 2 },
      mbPerMillion: { label: 'MB per million', digits: 1 },
      peakRssMb: { label: 'peak memory of the process MB' },
    },
    contestants: [contestant(OURS, 'guard'), contestant(ALONE, 'alone')],
    targets: [
      {
        claim: 'seconds until a guard is ready that knew nothing',
        ...{ figure: 'seconds', of: OURS, bound: { most: 10 } },
      },
      { claim: 'MB per million live revocations', figure: 'mbPerMillion', of: OURS, bound: { most: 40 } },
    ],
    setting: { revocations: REVOCATIONS, entriesAPage: PAGE_ENTRIES },
  });

/** Each round is a process of its own: nothing is warm, and nothing left over from the last. */
function contestant(name: string, kind: 'guard' | 'alone'): Contestant {
  return {
    name,
    open: async () => {
      const feed = await Participant.start(join(import.meta.dirname, 'feed.main.ts'), { revocations: REVOCATIONS });
      const terms = { feed: await feed.ask('terms'), kind };
      return {
        round: async () => {
          const reader = await Participant.start(join(import.meta.dirname, 'reader.main.ts'), terms);
          try {
            return figuresOf((await reader.ask('load')) as Loaded);
          } finally {
            await reader.stop();
          }
        },
        close: () => feed.stop(),
      };
    },
  };
}

function figuresOf({ entries, bytes, seconds, cpuS, peakRssBytes }: Loaded): Figures {
  if (entries !== REVOCATIONS) throw new Error(`of ${REVOCATIONS} revocations ${entries} were read`);
  return { seconds, cpuS, mbPerMillion: bytes / entries, peakRssMb: peakRssBytes / 1e6 };
}
