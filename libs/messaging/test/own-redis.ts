import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { redisProgramAt } from '@strongroom/provisioning';
import { testVariable } from '@strongroom/testing';
import { Redis } from 'ioredis';

/** A Redis that a test may stop, kill and start again: the same program that the test run's own server is. */
export class OwnRedis {
  readonly url: string;
  readonly #program: string;
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(url: string, program: string, args: readonly string[]) {
    this.url = url;
    this.#program = program;
    this.#args = args;
  }

  /** `like`: URL of a server whose program is to be used; `args`: more options of the server. */
  static async start(args: readonly string[] = [], like: string = testVariable('TEST_REDIS_URL')): Promise<OwnRedis> {
    const server = new OwnRedis(`redis://127.0.0.1:${await freePort()}`, await programLike(like), args);
    await server.start();
    return server;
  }

  /** One that somebody else has started, and stops. */
  static at(url: string): OwnRedis {
    return new OwnRedis(url, '', []);
  }

  /** Starts it, empty. */
  async start(): Promise<void> {
    const listen = ['--port', new URL(this.url).port, '--bind', '127.0.0.1'];
    const options = [...listen, '--save', '', '--appendonly', 'no', ...this.#args];
    this.#process = spawn(this.#program, options, { stdio: 'ignore', cwd: tmpdir() });
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

async function programLike(url: string): Promise<string> {
  const program = await redisProgramAt(url);
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
