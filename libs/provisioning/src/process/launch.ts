import { setTimeout as delay } from 'node:timers/promises';
import { logTail } from './log-tail.js';
import { startProcess, type StartOptions, type Started } from './start.js';

export interface LaunchOptions extends StartOptions {
  /** Whether the process serves now; called again and again until it is true. */
  readonly ready: () => Promise<boolean>;
  readonly readyWithinMs: number;
}

/** A process ended, or did not serve in time, when it should have come up. Carries the end of its log. */
export class LaunchFailed extends Error {
  override readonly name = 'LaunchFailed';

  constructor(
    message: string,
    readonly tail: string,
  ) {
    super(tail === '' ? message : `${message}; the end of its log:\n${tail}`);
  }
}

const LOOK_EVERY_MS = 25;

/** Starts a process and returns when it serves. One that does not is ended before this throws. */
export async function launch(options: LaunchOptions): Promise<Started> {
  const { name, file, ready, readyWithinMs, logFile } = options;
  const started = await startProcess(options);
  const exited = started.exited.then(() => true);
  const deadline = performance.now() + readyWithinMs;
  while (!(await ready())) {
    const ended = await Promise.race([exited, delay(LOOK_EVERY_MS, false)]);
    if (!ended && performance.now() < deadline) continue;
    const tail = await logTail(logFile);
    await started.end();
    const fate = ended ? 'ended while starting' : `does not serve after ${readyWithinMs} ms`;
    throw new LaunchFailed(`${name} (${file}) ${fate}`, tail);
  }
  return started;
}
