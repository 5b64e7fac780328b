import { endLeftovers, endProcess, forgetData, type Say } from '@strongroom/provisioning';
import type { Command } from 'commander';
import type { Output } from '../output/output.js';
import { removeEnvFile } from '../settings/env-file.js';
import { readUpState } from './up-state.js';

/** Services drain and servers write their last checkpoint; then the supervisor is killed and what it left is ended here. */
const SUPERVISOR_WITHIN_MS = 60_000;

export function addStopAndReset(program: Command, root: string, output: () => Output): void {
  program
    .command('stop')
    .description('end everything that "up" started; data is kept')
    .action(async () => {
      await stop(root, output().say);
    });
  program
    .command('reset')
    .description('end everything that "up" started and forget its data; what was downloaded is kept')
    .action(async () => {
      const { say } = output();
      await stop(root, say);
      await forgetData(root);
      await removeEnvFile(root);
      say('all data is forgotten');
    });
}

/** Ends the system, also what a supervisor that was killed has left behind. */
async function stop(root: string, say: Say): Promise<void> {
  const state = await readUpState(root);
  if (state !== undefined) {
    say('stopping');
    await endProcess(state.supervisor, { signal: 'SIGTERM', withinMs: SUPERVISOR_WITHIN_MS });
  }
  await endLeftovers(root, say);
  say(state === undefined ? 'nothing is running' : 'stopped');
}
