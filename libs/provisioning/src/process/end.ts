import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../error-code.js';
import { isRunning, type ProcessIdentity } from './identity.js';

export interface EndOptions {
  readonly signal: NodeJS.Signals;
  /** How long the process may take to end by itself; then it is killed. */
  readonly withinMs: number;
}

const LOOK_EVERY_MS = 20;
/** A killed process is gone as soon as the kernel gets to it; one in uninterruptible sleep may take a moment. */
const KILL_WITHIN_MS = 5_000;

/** Ends exactly this process, never another that got its pid. Returns once it is gone. */
export async function endProcess(identity: ProcessIdentity, { signal, withinMs }: EndOptions): Promise<void> {
  send(identity, signal);
  if (await gone(identity, withinMs)) return;
  send(identity, 'SIGKILL');
  if (await gone(identity, KILL_WITHIN_MS)) return;
  throw new Error(`process ${identity.pid} does not end, not even when killed`);
}

function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isRunning(identity)) return;
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    // It ended between the look and the signal.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (isRunning(identity)) {
    if (performance.now() > deadline) return false;
    await delay(LOOK_EVERY_MS);
  }
  return true;
}
