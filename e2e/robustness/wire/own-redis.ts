import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { freePort, obtainRedis, type Say } from '@strongroom/provisioning';
import { Redis } from 'ioredis';

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
  await model.stop();
  const line = (name: string): string | undefined => new RegExp(`^${name}:(.+)$`, 'm').exec(info)?.[1]?.trim();
  const valkey = line('valkey_version');
  return {
    file: line('executable') ?? '',
    version: valkey === undefined ? `Redis ${line('redis_version') ?? ''}` : `Valkey ${valkey}`,
  };
}

/** A Redis that a scenario may stop, kill and start again. It holds nothing on disk. */
export class OwnRedis {
  #process: ChildProcess | undefined;
  readonly port: number;
  readonly #program: RedisProgram;
  readonly #folder: string;

  private constructor(program: RedisProgram, folder: string, port: number) {
    this.#program = program;
    this.#folder = folder;
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
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn(this.#program.file, options, { stdio: 'ignore', cwd: this.#folder });
    const endIt = (): void => void server.kill('SIGKILL');
    // However the run ends, its server does.
    process.once('exit', endIt);
    server.once('exit', () => process.off('exit', endIt));
    this.#process = server;
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await redis.ping();
    redis.disconnect();
  }

  /** Its memory is lost. */
  async kill(): Promise<void> {
    const server = this.#process;
    if (server?.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** It keeps its connections, and answers nothing. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#process?.kill('SIGCONT');
  }
}
