import type { SupervisedProcess } from './supervised-process.js';

/**
 * Returns once all of them serve.
 *
 * One that cannot start ends the wait at once, even if somebody else answers in its place: the others may be waiting for
 * just that one, and would for as long as they may.
 *
 * @throws {CommandFault} the first that any of them has
 */
export async function allReady(
  processes: readonly SupervisedProcess[],
  withinMs: number,
  stopping: AbortSignal,
): Promise<void> {
  const ready = Promise.all(processes.map((process) => process.ready(withinMs, stopping)));
  await Promise.race([ready, ...processes.map((process) => process.givenUp())]);
  for (const process of processes) process.throwIfHopeless();
}
