import { fork } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { folderOf, type Say } from '@strongroom/provisioning';
import { CommandFault, exitCode, exitCodeOf, type ExitCode } from '../exit-code.js';
import { clone } from '../root.js';
import type { SystemRow } from './running-system.js';
import { supervise, type SupervisorMessage } from './supervise.js';

/** Starts a supervisor that outlives this command, and returns when the system is up. */
export async function detach(root: string, replicas: number, say: Say): Promise<readonly SystemRow[]> {
  const { logs } = folderOf(root);
  await mkdir(logs, { recursive: true });
  const log = await open(join(logs, 'up.log'), 'a', 0o600);
  const main = join(clone, 'apps', 'ops', 'dist', 'main.js');
  const child = fork(main, ['supervise', '--replicas', String(replicas)], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  // Until it is up it is ours: whoever interrupts this command means that one.
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
    child.kill('SIGTERM');
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  try {
    return await new Promise<readonly SystemRow[]>((resolve, reject) => {
      child.on('message', (message: SupervisorMessage) => {
        if (message.kind === 'say') say(message.line);
        else if (message.kind === 'up') resolve(message.rows);
        else reject(new CommandFault(message.message, message.exitCode as ExitCode));
      });
      child.once('exit', () => {
        const fault = interrupted ? 'interrupted while starting' : `the supervisor ended; see ${join(logs, 'up.log')}`;
        reject(new CommandFault(fault, interrupted ? exitCode.interrupted : exitCode.general));
      });
    });
  } finally {
    if (child.connected) child.disconnect();
    child.unref();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.off(signal, interrupt);
  }
}

/** The supervisor's side: everything it says goes to its log, and to the command that started it while that listens. */
export async function superviseDetached(root: string, replicas: number, toLog: Say): Promise<void> {
  const tell = (message: SupervisorMessage): void => {
    if (process.connected) process.send?.(message);
  };
  const say: Say = (line) => {
    toLog(`${new Date().toISOString()} ${line}`);
    tell({ kind: 'say', line });
  };
  try {
    await supervise({
      root,
      replicas,
      say,
      onUp: (rows) => {
        tell({ kind: 'up', rows });
      },
    });
  } catch (error) {
    tell({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
      exitCode: exitCodeOf(error),
    });
    throw error;
  }
}
