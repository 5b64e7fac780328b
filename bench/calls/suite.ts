import { join } from 'node:path';
import { freePort } from '@strongroom/provisioning';
import { newPrivateKeys } from '../frame/keys.ts';
import { order } from '../frame/order.ts';
import { Participant, usedBy } from '../frame/participant.ts';
import { type BenchRedis, openRedis, serverVersion } from '../frame/redis.ts';
import { type Figures, type OpenContestant, type OpenSuite, type Surroundings, type Target } from '../frame/suite.ts';
import { type LoopResult } from '../frame/closed-loop.ts';
import { type WireTerms } from './wire.ts';

const CONCURRENCY = 64;

const contestants = [
  { name: 'Strongroom', wire: 'strongroom', replicas: 1 },
  { name: 'Strongroom, wire alone', wire: 'strongroomWire', replicas: 1 },
  { name: 'Nest Redis', wire: 'nestRedis', replicas: 1 },
  { name: 'Nest TCP', wire: 'nestTcp', replicas: 1 },
  { name: 'raw lists (limit)', wire: 'rawLists', replicas: 1 },
  { name: 'Strongroom, 2 replicas', wire: 'strongroom', replicas: 2 },
  { name: 'Strongroom, wire alone, 2 replicas', wire: 'strongroomWire', replicas: 2 },
  { name: 'Nest Redis, 2 replicas', wire: 'nestRedis', replicas: 2 },
  { name: 'Nest TCP, 2 replicas', wire: 'nestTcp', replicas: 2 },
] as const;

const targets: readonly Target[] = [
  {
    claim: 'CPU per call beside Nest Redis, one replica',
    ...{ figure: 'cpuUs', of: 'Strongroom', against: 'Nest Redis', bound: { most: 0.9 } },
  },
  {
    claim: 'CPU per call beside Nest Redis, two replicas',
    ...{ figure: 'cpuUs', of: 'Strongroom, 2 replicas', against: 'Nest Redis, 2 replicas', bound: { most: 0.65 } },
  },
  {
    claim: 'p99 beside Nest Redis, one replica',
    ...{ figure: 'p99Ms', of: 'Strongroom', against: 'Nest Redis', bound: { most: 1 } },
  },
  {
    claim: 'p99 beside Nest Redis, two replicas',
    ...{ figure: 'p99Ms', of: 'Strongroom, 2 replicas', against: 'Nest Redis, 2 replicas', bound: { most: 1 } },
  },
];

/** Calls with an answer: the platform's wire beside NestJS's own, and beside what two lists can do at most. */
export const openCalls: OpenSuite = async (surroundings) => {
  const privateKeys = newPrivateKeys(['gateway', 'order-processing']);
  const bodyBytes = JSON.stringify(order).length;
  return {
    title: `Calls with an answer, ${bodyBytes} bytes of JSON each way, ${CONCURRENCY} under way`,
    figures: {
      cpuUs: { label: 'CPU us/call, Redis apart', digits: 1 },
      callsPerS: { label: 'calls/s' },
      p50Ms: { label: 'p50 ms', digits: 2 },
      p99Ms: { label: 'p99 ms', digits: 2 },
      redisCpuUs: { label: 'Redis CPU us/call', digits: 1 },
    },
    contestants: contestants.map(({ name, ...about }) => ({
      name,
      open: () => openContestant({ ...about, privateKeys }, surroundings),
    })),
    targets,
    setting: { server: await serverVersion(surroundings), concurrency: CONCURRENCY, bodyBytes },
  };
};

/** Each has a Redis of its own: on a common one, replicas of one contestant would hear the calls of another. */
async function openContestant(
  about: Pick<WireTerms, 'wire' | 'privateKeys'> & { readonly replicas: number },
  surroundings: Surroundings,
): Promise<OpenContestant> {
  const server = await openRedis(surroundings);
  const processes: Participant[] = [];
  const close = async (): Promise<void> => {
    for (const each of processes) await each.stop();
    await server.close();
  };
  try {
    const ports: number[] = [];
    while (ports.length < about.replicas) ports.push(await freePort());
    const terms: WireTerms = { ...about, redisUrl: server.url, ports };
    for (const index of ports.keys())
      processes.push(await Participant.start(join(import.meta.dirname, 'replica.main.ts'), { ...terms, index }));
    const caller = await Participant.start(join(import.meta.dirname, 'caller.main.ts'), {
      ...terms,
      concurrency: CONCURRENCY,
    });
    processes.unshift(caller);
    return { round: (seconds) => measureRound(server, processes, caller, seconds), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function measureRound(
  server: BenchRedis,
  processes: readonly Participant[],
  caller: Participant,
  seconds: number,
): Promise<Figures> {
  const own = await usedBy(processes, async () => {
    const redisBeforeUs = await server.cpuUs();
    const result = (await caller.ask('round', seconds)) as LoopResult;
    return { ...result, redisUs: (await server.cpuUs()) - redisBeforeUs };
  });
  const { answered, p50Ms, p99Ms, redisUs } = own.result;
  return {
    ...{ p50Ms, p99Ms },
    cpuUs: own.cpuUs / answered,
    redisCpuUs: redisUs / answered,
    callsPerS: answered / own.result.seconds,
  };
}
