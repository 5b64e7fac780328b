import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of a run, from `<program>.main.ts` in this folder. Its standard error is the run's. */
export class Child {
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(program: string, args: readonly string[]) {
    this.#process = fork(join(import.meta.dirname, `${program}.main.ts`), args, {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#exited = once(this.#process, 'exit');
  }

  /** Resolves when it has said that it is ready. */
  static async start(program: string, termsFile: string, own: object): Promise<Child> {
    const child = new Child(program, [termsFile, JSON.stringify(own)]);
    await child.hears();
    return child;
  }

  /** The next thing that it says. Rejects if it ends before. */
  async hears(): Promise<unknown> {
    const ended = this.#exited.then(() => {
      throw new Error(`a process ended before it answered (${this.#process.exitCode ?? this.#process.signalCode})`);
    });
    const [message] = (await Promise.race([once(this.#process, 'message'), ended])) as [unknown];
    return message;
  }

  async asks(message: object): Promise<unknown> {
    const answer = this.hears();
    this.#process.send(message);
    return answer;
  }

  /** Nothing where it has ended. */
  tell(message: object): void {
    if (this.#process.connected) this.#process.send(message, () => undefined);
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  /** Resolves when it has ended, with its exit code or, if a signal ended it, that signal. */
  async end(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      if (signal !== undefined) this.#process.kill(signal);
      await this.#exited;
    }
    return this.#process.exitCode ?? this.#process.signalCode;
  }
}
