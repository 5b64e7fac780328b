import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Keyring } from './keyring.ts';
import { type Limits, type ReplicaProcess, type SubjectName } from './subject.ts';

/** What a replica's process is told first. */
export interface Start {
  readonly subject: SubjectName;
  readonly redisUrl: string;
  readonly keyring: Keyring;
  readonly service: string;
  readonly script: string;
  readonly limits: Limits;
}

/** What it tells in turn. */
export type Told = { readonly ready: true } | { readonly what: unknown };

/** A child process; it takes no part in ours but by messages. */
export class Child implements ReplicaProcess {
  readonly told: unknown[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(process: ChildProcess) {
    this.#process = process;
    this.#ended = once(process, 'exit');
  }

  /** Resolves when it serves. */
  static async start(start: Start): Promise<Child> {
    const child = new Child(
      fork(fileURLToPath(new URL('replica.main.ts', import.meta.url)), [], {
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }),
    );
    const ready = Promise.withResolvers<undefined>();
    child.#process.on('message', (message: Told) => {
      if ('ready' in message) ready.resolve(undefined);
      else child.told.push(message.what);
    });
    child.#process.on('exit', () => {
      ready.reject(new Error(`the replica ended (${String(child.ended)}) before it served`));
    });
    child.#process.send(start);
    await ready.promise;
    return child;
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  get ended(): string | undefined {
    const { exitCode, signalCode } = this.#process;
    return signalCode ?? (exitCode === null ? undefined : `exit code ${exitCode}`);
  }

  async signal(signal: NodeJS.Signals): Promise<void> {
    if (this.ended !== undefined) return;
    this.#process.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await this.#ended;
  }
}
