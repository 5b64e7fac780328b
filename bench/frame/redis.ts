import { obtainRedis } from '@strongroom/provisioning';
import { Redis } from 'ioredis';
import { type Surroundings } from './suite.ts';

/** A server that one contestant has for itself. */
export interface BenchRedis {
  readonly url: string;
  /** CPU time that it has used so far, microseconds. */
  cpuUs(): Promise<number>;
  close(): Promise<void>;
}

export async function openRedis(surroundings: Surroundings): Promise<BenchRedis> {
  const server = await obtainRedis({ ...surroundings, data: 'scratch' });
  const redis = new Redis(server.url);
  return {
    url: server.url,
    cpuUs: async () => {
      const info = await redis.info('cpu');
      return (Number(field(info, 'used_cpu_sys')) + Number(field(info, 'used_cpu_user'))) * 1e6;
    },
    close: async () => {
      redis.disconnect();
      await server.stop();
    },
  };
}

/** Name and version of the server that `openRedis` gives, such as `valkey 9.1.2`. */
export async function serverVersion(surroundings: Surroundings): Promise<string> {
  const server = await openRedis(surroundings);
  const redis = new Redis(server.url);
  try {
    const info = await redis.info('server');
    const valkey = field(info, 'valkey_version');
    return valkey === undefined ? `redis ${field(info, 'redis_version') ?? 'unknown'}` : `valkey ${valkey}`;
  } finally {
    redis.disconnect();
    await server.close();
  }
}

function field(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.+)$`, 'm').exec(info)?.[1]?.trim();
}
