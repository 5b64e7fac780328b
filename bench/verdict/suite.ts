import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Participant, usedBy } from '../frame/participant.ts';
import { openRedis, serverVersion } from '../frame/redis.ts';
import { type Contestant, type OpenSuite, type Surroundings, type Target } from '../frame/suite.ts';
import { type SubjectTerms } from './subject.ts';
import { type JudgedRound } from './subject.main.ts';

const REVOCATIONS = 1_000_000;
const WARM = 'Strongroom, cached';
const EVENTS = 'Strongroom, cached, 20,000 events/s';
const PEER = 'jose and Redis EXISTS, ES256';
const cold = (alg: string): string => `Strongroom, never seen, ${alg}`;
const alone = (alg: string): string => `crypto.verify ${alg} (limit)`;

const warm = { kind: 'guard', alg: 'ES256', cached: true, revocations: REVOCATIONS } as const;

const targets: readonly Target[] = [
  {
    claim: 'verdicts per CPU second on cached tokens, a million live revocations',
    ...{ figure: 'perCpuS', of: WARM, bound: { least: 500_000 } },
  },
  {
    claim: 'cached, beside jose and Redis EXISTS',
    ...{ figure: 'perCpuS', of: WARM, against: PEER, bound: { least: 100 } },
  },
  {
    claim: 'RS256 never seen, beside crypto.verify',
    ...{ figure: 'perCpuS', of: cold('RS256'), against: alone('RS256'), bound: { least: 0.7 } },
  },
  {
    claim: 'ES256 never seen, beside crypto.verify',
    ...{ figure: 'perCpuS', of: cold('ES256'), against: alone('ES256'), bound: { least: 0.9 } },
  },
  { claim: 'MB per million live revocations', ...{ figure: 'mbPerMillion', of: WARM, bound: { most: 40 } } },
  {
    claim: 'p99 of collector pauses while 20,000 events/s are applied, ms',
    ...{ figure: 'gcP99Ms', of: EVENTS, bound: { most: 10 } },
  },
];

/** Verdicts on access tokens in one process: what is known beside what is new, and beside the usual library and a deny list. */
export const openVerdict: OpenSuite = async (surroundings) => ({
  title: 'Verdicts on access tokens, a million live revocations',
  figures: {
    perCpuS: { label: 'verdicts per CPU second, Redis apart' },
    mbPerMillion: { label: 'MB per million revocations', digits: 1 },
    gcP99Ms: { label: 'p99 of GC pauses ms', digits: 2 },
  },
  contestants: [
    own(WARM, warm, false),
    own(EVENTS, warm, true),
    ...(['RS256', 'ES256'] as const).flatMap((alg) => [
      own(cold(alg), { ...warm, alg, cached: false }, false),
      own(alone(alg), { kind: 'signature alone', alg }, false),
    ]),
    peer(surroundings),
  ],
  targets,
  setting: { server: await serverVersion(surroundings), revocations: REVOCATIONS, concurrency: 64 },
});

function own(name: string, terms: SubjectTerms, events: boolean): Contestant {
  return {
    name,
    open: async () => {
      const subject = await Participant.start(join(import.meta.dirname, 'subject.main.ts'), { ...terms, events });
      return {
        round: async (seconds) => {
          const { result, cpuUs } = await usedBy(
            [subject],
            async () => (await subject.ask('round', seconds)) as JudgedRound,
          );
          const { judged, gcP99Ms, replicaBytes, replicaEntries } = result;
          const held = replicaEntries > 0 && { mbPerMillion: replicaBytes / replicaEntries };
          return { perCpuS: judged / (cpuUs / 1e6), gcP99Ms, ...held };
        },
        close: () => subject.stop(),
      };
    },
  };
}

function peer(surroundings: Surroundings): Contestant {
  return {
    name: PEER,
    open: async () => {
      const server = await openRedis(surroundings);
      try {
        await fill(server.url);
        const terms = { kind: 'jose and Redis', alg: 'ES256', redisUrl: server.url } as const;
        const subject = await own(PEER, terms, false).open();
        return {
          round: (seconds) => subject.round(seconds),
          close: () => subject.close().finally(() => server.close()),
        };
      } catch (error) {
        await server.close();
        throw error;
      }
    },
  };
}

/** As many keys as the replica has entries, by the server itself. */
async function fill(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    const script = `for n = 1, ${REVOCATIONS} do redis.call('SET', 'revoked:other-' .. n, '') end`;
    await redis.eval(script, 0);
  } finally {
    redis.disconnect();
  }
}
