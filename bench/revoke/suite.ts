import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { openSystem, type OwnSystem } from '../frame/own-system.ts';
import { openRedis, serverVersion } from '../frame/redis.ts';
import { type OpenContestant, type OpenSuite, type Surroundings } from '../frame/suite.ts';
import { Fleet, FOLLOWERS, PROCESSES } from './fleet.ts';
import { Operator } from './operator.ts';
import { type GuardTerms, type ReaderTerms } from './terms.ts';
import { oneByOne, timed } from './timed.ts';

const OURS = 'Strongroom';
const BATCH = 10_000;
/** Of a batch every guard is asked about so many, spread over it. */
const WATCHED = 16;

/** From a revocation by an operator to its enforcement on fifty guards, beside what Redis alone needs to reach as many. */
export const openRevoke: OpenSuite = async (surroundings) => ({
  title: `From a revocation to its enforcement on ${FOLLOWERS} guards in ${PROCESSES} processes`,
  figures: {
    p50Ms: { label: 'returned to last of 50, p50 ms', digits: 1 },
    p99Ms: { label: 'p99 ms', digits: 1 },
    worstMs: { label: 'worst ms', digits: 1 },
    callP50Ms: { label: 'call to last, p50 ms', digits: 1 },
    callP99Ms: { label: 'p99 ms', digits: 1 },
    batchMs: { label: '10,000: returned to last, ms' },
    batchCallMs: { label: 'call to last, ms' },
    stopMs: { label: 'stop: returned to last, ms', digits: 1 },
    stopCallMs: { label: 'call to last, ms', digits: 1 },
  },
  contestants: [
    { name: OURS, open: openOurs },
    ...(['PUBLISH', 'XADD'] as const).map((way) => ({
      name: `Redis ${way} (limit)`,
      open: () => openLimit(surroundings, way),
    })),
  ],
  targets: [
    { claim: 'returned to enforced on every guard, p50 ms', figure: 'p50Ms', of: OURS, bound: { most: 10 } },
    { claim: 'returned to enforced on every guard, p99 ms', figure: 'p99Ms', of: OURS, bound: { most: 50 } },
    { claim: '10,000 tokens in one call, the same, ms', figure: 'batchMs', of: OURS, bound: { most: 1_000 } },
    { claim: 'emergency stop, the same, ms', figure: 'stopMs', of: OURS, bound: { most: 1_000 } },
  ],
  setting: { server: await serverVersion(surroundings), guards: FOLLOWERS, processes: PROCESSES, batch: BATCH },
});

async function openOurs(): Promise<OpenContestant> {
  const system = await openSystem();
  try {
    const operator = await Operator.of(system);
    const fleet = await Fleet.start(join(import.meta.dirname, 'guard.main.ts'), await guardTerms(system));
    return {
      round: async (seconds) => ({
        ...(await oneByOne(fleet, seconds, (jti) => operator.revoke(jti))),
        ...(await batch(fleet, operator)),
        ...(await stopAndLift(fleet, operator)),
      }),
      close: () => fleet.stop().finally(() => system.close()),
    };
  } catch (error) {
    await system.close();
    throw error;
  }
}

async function batch(fleet: Fleet, operator: Operator): Promise<{ batchMs: number; batchCallMs: number }> {
  const jtis = Array.from({ length: BATCH }, () => randomUUID());
  const watched = jtis.filter((_, at) => at % (BATCH / WATCHED) === 0);
  const { sinceReturnMs: batchMs, sinceCallMs: batchCallMs } = await timed(fleet, watched, () =>
    operator.revokeAll(jtis),
  );
  return { batchMs, batchCallMs };
}

async function stopAndLift(fleet: Fleet, operator: Operator): Promise<{ stopMs: number; stopCallMs: number }> {
  let stop = 0;
  const times = await timed(fleet, [randomUUID()], async () => (stop = await operator.stop()));
  await timed(fleet, [], () => operator.lift(stop));
  await operator.logIn();
  return { stopMs: times.sinceReturnMs, stopCallMs: times.sinceCallMs };
}

async function guardTerms(system: OwnSystem): Promise<GuardTerms> {
  const env = await system.environmentOf('gateway');
  return {
    vaultAddress: env['VAULT_ADDR'] ?? '',
    roleIdFile: env['VAULT_ROLE_ID_FILE'] ?? '',
    secretIdFile: env['VAULT_SECRET_ID_FILE'] ?? '',
    feedUrls: env['REVOCATION_FEED_URLS']?.split(',') ?? [],
    redisUrl: system.env['REDIS_URL'] ?? '',
  };
}

async function openLimit(surroundings: Surroundings, way: ReaderTerms['way']): Promise<OpenContestant> {
  const server = await openRedis(surroundings);
  try {
    const terms: ReaderTerms = { way, redisUrl: server.url, name: 'revoked' };
    const fleet = await Fleet.start(join(import.meta.dirname, 'reader.main.ts'), terms);
    const redis = new Redis(server.url);
    const tell = async (id: string): Promise<number> => {
      await (way === 'PUBLISH' ? redis.publish(terms.name, id) : redis.xadd(terms.name, '*', 'id', id));
      return 0;
    };
    return {
      round: (seconds) => oneByOne(fleet, seconds, tell),
      close: async () => {
        redis.disconnect();
        await fleet.stop().finally(() => server.close());
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
