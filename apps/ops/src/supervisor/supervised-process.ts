import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folderOf, logTail, startProcess, type Exit, type Say, type Started } from '@strongroom/provisioning';
import { CommandFault, exitCode } from '../exit-code.js';
import { BackOff } from './back-off.js';
import type { ProcessPlan } from './process-plan.js';
import { serves } from './serves.js';

export interface SupervisorTerms {
  readonly root: string;
  readonly say: Say;
  /** How long a process may take to end by itself: its own drain limit and a little. */
  readonly endWithinMs: number;
}

const LOOK_EVERY_MS = 100;
const EXIT_CONFIG = 2;

/** Keeps one process running until it is told to end: starts it again when it crashes, later each time. */
export class SupervisedProcess {
  private started: Started | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly ending = new AbortController();
  private readonly backOff = new BackOff();
  private hopeless: CommandFault | undefined;
  restarts = 0;

  constructor(
    readonly plan: ProcessPlan,
    private readonly terms: SupervisorTerms,
  ) {}

  get pid(): number | undefined {
    return this.started?.pid;
  }

  get logFile(): string {
    return join(folderOf(this.terms.root).logs, `${this.plan.name}.log`);
  }

  start(): void {
    this.running = this.keepRunning();
  }

  /**
   * Returns once the process serves.
   *
   * @throws {CommandFault} if it does not in time, cannot with this configuration, or `stopping` aborts
   */
  async ready(withinMs: number, stopping: AbortSignal): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await serves(this.plan.probe))) {
      if (stopping.aborted) throw new CommandFault('interrupted while starting', exitCode.interrupted);
      if (this.hopeless !== undefined) throw this.hopeless;
      if (performance.now() > deadline) throw await this.fault(`does not serve after ${withinMs} ms`, exitCode.general);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Ends the process, and the watch over it. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.started?.end();
    await this.running;
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  private async keepRunning(): Promise<void> {
    const { root, say, endWithinMs } = this.terms;
    const { name, file, args, env } = this.plan;
    const end = { signal: 'SIGTERM', withinMs: endWithinMs } as const;
    while (!this.isEnding()) {
      const startedMs = performance.now();
      this.started = await startProcess({
        root,
        name,
        layer: 'service',
        file,
        args,
        env,
        logFile: this.logFile,
        scratch: [],
        ...end,
      });
      // The order to end may have come while it was being started.
      if (this.isEnding()) await this.started.end();
      const exit = await this.started.exited;
      await this.started.end();
      if (this.isEnding()) return;
      if (exit.code === EXIT_CONFIG) {
        this.hopeless = await this.fault('does not accept its configuration', exitCode.usage);
        return;
      }
      const waitMs = this.backOff.nextMs(performance.now() - startedMs);
      say(
        `${name} ended (${fateOf(exit)}) and is started again in ${(waitMs / 1_000).toFixed(1)} s; see ${this.logFile}`,
      );
      this.restarts += 1;
      await delay(waitMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  private async fault(what: string, code: 1 | 2): Promise<CommandFault> {
    return new CommandFault(`${this.plan.name} ${what}; the end of its log:\n${await logTail(this.logFile)}`, code);
  }
}

function fateOf({ code, signal }: Exit): string {
  return signal ?? `exit code ${code ?? 'unknown'}`;
}
