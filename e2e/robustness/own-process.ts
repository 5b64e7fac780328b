import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
}

/** A program that a scenario may freeze, kill and start again. However the run ends, the program does. */
export class OwnProcess {
  #process: ChildProcess | undefined;
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  spawn(): void {
    const { file, args, options } = this.#program;
    const started = spawn(file, args, { stdio: 'ignore', ...options });
    const endIt = (): void => void started.kill('SIGKILL');
    process.once('exit', endIt);
    started.once('exit', () => process.off('exit', endIt));
    this.#process = started;
  }

  /** Its memory is lost. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined || !this.isRunning) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get isRunning(): boolean {
    return this.#process?.exitCode === null && this.#process.signalCode === null;
  }

  /** It keeps its connections, and answers nothing. */
  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }
}
