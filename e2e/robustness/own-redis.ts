import { freePort, obtainRedis, redisProgramAt, type Say } from '@strongroom/provisioning';
import { Redis } from 'ioredis';
import { OwnProcess } from './own-process.ts';

export interface RedisProgram {
  readonly file: string;
  /** With the name that it calls itself. */
  readonly version: string;
}

/** The program that the project's own commands would start. */
export async function redisProgram(root: string, say: Say): Promise<RedisProgram> {
  const model = await obtainRedis({ root, data: 'scratch', say });
  const redis = new Redis(model.url);
  const info = await redis.info('server');
  redis.disconnect();
  const file = await redisProgramAt(model.url);
  await model.stop();
  if (file === undefined) throw new Error('the Redis that was started does not tell which program it is');
  const line = (name: string): string | undefined => new RegExp(`^${name}:(.+)$`, 'm').exec(info)?.[1]?.trim();
  const valkey = line('valkey_version');
  return {
    file,
    version: valkey === undefined ? `Redis ${line('redis_version') ?? ''}` : `Valkey ${valkey}`,
  };
}

/** A Redis that a scenario may stop, kill and start again. It holds nothing on disk. */
export class OwnRedis extends OwnProcess {
  readonly port: number;

  private constructor(program: RedisProgram, folder: string, port: number) {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    super({ file: program.file, args: options, options: { cwd: folder } });
    this.port = port;
  }

  static async start(program: RedisProgram, folder: string): Promise<OwnRedis> {
    const server = new OwnRedis(program, folder, await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty. Resolves when it answers. */
  async start(): Promise<void> {
    this.spawn();
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await redis.ping();
    redis.disconnect();
  }
}
