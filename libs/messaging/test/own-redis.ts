import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { testVariable } from '@strongroom/testing';
import { Redis } from 'ioredis';

/** A Redis that a test may stop, kill and start again: the same program that the test run's own server is. */
export class OwnRedis {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly port: number,
  ) {}

  static async start(): Promise<OwnRedis> {
    const server = new OwnRedis(await programOf(testVariable('TEST_REDIS_URL')), await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty. */
  async start(): Promise<void> {
    const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.#process = spawn(this.program, options, { stdio: 'ignore', cwd: tmpdir() });
    const redis = new Redis(this.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await redis.ping();
    redis.disconnect();
  }

  /** Its memory is lost. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process ?? { exitCode: 0, signalCode: null };
    if (this.#process === undefined || exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
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

async function programOf(url: string): Promise<string> {
  const redis = new Redis(url);
  const info = await redis.info('server');
  redis.disconnect();
  const program = /^executable:(.+)$/m.exec(info)?.[1]?.trim();
  if (program === undefined) throw new Error('the test server does not tell which program it is');
  return program;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
