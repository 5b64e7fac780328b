import { join } from 'node:path';
import { newPrivateKeys } from '../frame/keys.ts';
import { order } from '../frame/order.ts';
import { Participant, usedBy } from '../frame/participant.ts';
import { openRedis, serverVersion } from '../frame/redis.ts';
import { type OpenContestant, type OpenSuite, type Surroundings } from '../frame/suite.ts';
import { type EventWireTerms } from './wire.ts';

/** A round is as many events for each second asked for, however long they take. */
const EVENTS_A_SECOND = 20_000;

const contestants = [
  { name: 'Strongroom', wire: 'strongroomEvents' },
  { name: 'raw streams (limit)', wire: 'rawStreams' },
] as const;

/** Events produced into a stream, then consumed from it with acknowledgement: first one process, then the other. */
export const openEvents: OpenSuite = async (surroundings) => {
  const privateKeys = newPrivateKeys(['gateway', 'order-processing']);
  const bodyBytes = JSON.stringify(order).length;
  return {
    title: `Events over a stream, ${bodyBytes} bytes of JSON, one producer, then one consumer`,
    figures: {
      consumedPerS: { label: 'consumed/s, with acks' },
      producedPerS: { label: 'produced/s' },
      producerCpuUs: { label: 'CPU us/event produced', digits: 1 },
      consumerCpuUs: { label: 'CPU us/event consumed', digits: 1 },
      redisCpuUs: { label: 'Redis CPU us/event', digits: 1 },
    },
    contestants: contestants.map(({ name, wire }) => ({
      name,
      open: () => openContestant({ wire, privateKeys }, surroundings),
    })),
    targets: [
      { claim: 'events produced a second', figure: 'producedPerS', of: 'Strongroom', bound: { least: 50_000 } },
      { claim: 'events consumed a second', figure: 'consumedPerS', of: 'Strongroom', bound: { least: 25_000 } },
    ],
    setting: { server: await serverVersion(surroundings), bodyBytes, eventsARoundSecond: EVENTS_A_SECOND },
  };
};

async function openContestant(
  about: Omit<EventWireTerms, 'redisUrl'>,
  surroundings: Surroundings,
): Promise<OpenContestant> {
  const server = await openRedis(surroundings);
  const processes: Participant[] = [];
  const close = async (): Promise<void> => {
    for (const each of processes) await each.stop();
    await server.close();
  };
  const start = async (file: string): Promise<Participant> => {
    const process = await Participant.start(join(import.meta.dirname, file), { ...about, redisUrl: server.url });
    processes.push(process);
    return process;
  };
  try {
    const producer = await start('producer.main.ts');
    const consumer = await start('consumer.main.ts');
    const round = async (seconds: number): ReturnType<OpenContestant['round']> => {
      const count = seconds * EVENTS_A_SECOND;
      const redisBeforeUs = await server.cpuUs();
      const produced = await timed(producer, count);
      const consumed = await timed(consumer, count);
      return {
        producedPerS: produced.perS,
        consumedPerS: consumed.perS,
        producerCpuUs: produced.cpuUs,
        consumerCpuUs: consumed.cpuUs,
        redisCpuUs: ((await server.cpuUs()) - redisBeforeUs) / count,
      };
    };
    return { round, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function timed(process: Participant, count: number): Promise<{ readonly perS: number; readonly cpuUs: number }> {
  const startedMs = performance.now();
  const { cpuUs } = await usedBy([process], () => process.ask('run', count));
  return { perS: (count * 1000) / (performance.now() - startedMs), cpuUs: cpuUs / count };
}
