import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** A process of its own that takes part in a suite: the other end is `participate`. */
export class Participant {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  #asked = 0;

  private constructor(file: string) {
    this.#process = fork(file, { stdio: ['ignore', 2, 2, 'ipc'] });
    this.#process.on('message', (answer: Answer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer.value);
      else waiting?.reject(new Error(answer.error));
    });
    this.#process.on('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`a process ended with ${code ?? signal}`));
      this.#waiting.clear();
    });
  }

  /** Resolves when it is ready; `terms` is JSON. */
  static async start(file: string, terms: unknown): Promise<Participant> {
    const participant = new Participant(file);
    await participant.ask('open', terms);
    return participant;
  }

  ask(command: string, argument?: unknown): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const id = (this.#asked += 1);
    this.#waiting.set(id, { resolve, reject });
    this.#process.send({ id, command, argument }, (error) => {
      if (error !== null) reject(error);
    });
    return promise;
  }

  /** CPU time that the process has used so far, microseconds. */
  async cpuUs(): Promise<number> {
    return Number(await this.ask('cpu'));
  }

  async stop(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  /** For one that may not come back from what it was asked. */
  async kill(): Promise<void> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

/** What `work` came to, and what it made the processes do, in microseconds of their CPUs. */
export async function usedBy<T>(
  processes: readonly Participant[],
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly cpuUs: number }> {
  const before = await totalCpuUs(processes);
  const result = await work();
  return { result, cpuUs: (await totalCpuUs(processes)) - before };
}

async function totalCpuUs(processes: readonly Participant[]): Promise<number> {
  const used = await Promise.all(processes.map((each) => each.cpuUs()));
  return used.reduce((sum, each) => sum + each, 0);
}
