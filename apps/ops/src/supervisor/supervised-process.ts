import { stat } from 'node:fs/promises';
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

/** Another process got the port between our choice and the process's own bind: with other ports it can start. */
export class PortTaken extends CommandFault {}

/** Keeps one process running until it is told to end: starts it again when it crashes, later each time. */
export class SupervisedProcess {
  private started: Started | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly ending = new AbortController();
  private readonly backOff = new BackOff();
  private hopeless: CommandFault | undefined;
  private readonly doom = Promise.withResolvers<never>();
  /** Where this run begins in a log that is only ever added to. */
  private logFrom = 0;
  restarts = 0;

  constructor(
    readonly plan: ProcessPlan,
    private readonly terms: SupervisorTerms,
  ) {
    // Whoever waits for it hears of it; that nobody does is no fault.
    this.doom.promise.catch(() => undefined);
  }

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
   * @throws {CommandFault} if it does not in time, cannot with this configuration, is ended, or `stopping` aborts
   */
  async ready(withinMs: number, stopping: AbortSignal): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await serves(this.plan.probe))) {
      if (stopping.aborted) throw new CommandFault('interrupted while starting', exitCode.interrupted);
      this.throwIfHopeless();
      if (this.isEnding()) throw new CommandFault(`${this.plan.name} was ended before it served`);
      if (performance.now() > deadline) throw await this.fault(`does not serve after ${withinMs} ms`, exitCode.general);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Rejects once starting it again cannot help; until then it waits, for ever if all goes well. */
  givenUp(): Promise<never> {
    return this.doom.promise;
  }

  /** Somebody else may have answered in its place: what cannot start shows only when it has tried. */
  throwIfHopeless(): void {
    if (this.hopeless !== undefined) throw this.hopeless;
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
    while (!this.isEnding()) {
      const startedMs = performance.now();
      const fate = await this.runOnce();
      if (this.isEnding() || this.hopeless !== undefined) return;
      const waitMs = this.backOff.nextMs(performance.now() - startedMs);
      const waitS = (waitMs / 1_000).toFixed(1);
      this.terms.say(`${this.plan.name} ended (${fate}) and is started again in ${waitS} s; see ${this.logFile}`);
      this.restarts += 1;
      await delay(waitMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  /** From start to end; returns how it ended. */
  private async runOnce(): Promise<string> {
    const { root, endWithinMs } = this.terms;
    const { name, file, args, env } = this.plan;
    const end = { signal: 'SIGTERM', withinMs: endWithinMs, scratch: [] } as const;
    this.logFrom = await stat(this.logFile).then(
      ({ size }) => size,
      () => 0,
    );
    try {
      const about = { root, name, layer: 'service', file, args, env, logFile: this.logFile } as const;
      this.started = await startProcess({ ...about, ...end });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    // The order to end may have come while it was being started.
    if (this.isEnding()) await this.started.end();
    const exit = await this.started.exited;
    await this.started.end();
    if (!this.isEnding()) this.hopeless = await this.whyHopeless(exit);
    if (this.hopeless !== undefined) this.doom.reject(this.hopeless);
    return fateOf(exit);
  }

  private async whyHopeless({ code }: Exit): Promise<CommandFault | undefined> {
    if (code === EXIT_CONFIG) return this.fault('does not accept its configuration', exitCode.usage);
    if (this.restarts > 0 || !(await logTail(this.logFile, this.logFrom)).includes('EADDRINUSE')) return undefined;
    return new PortTaken(`${this.plan.name} finds its port taken by another process`);
  }

  private async fault(what: string, code: 1 | 2): Promise<CommandFault> {
    return new CommandFault(
      `${this.plan.name} ${what}; the end of its log:\n${await logTail(this.logFile, this.logFrom)}`,
      code,
    );
  }
}

function fateOf({ code, signal }: Exit): string {
  return signal ?? `exit code ${code ?? 'unknown'}`;
}
