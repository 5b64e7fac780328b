import type { Machine } from './machine.js';
import { ServerUnavailable, type Origin, type ServerName } from './server.js';

/** How a program is started: `file` with `args` before the program's own. In a container both are the engine's. */
export interface Program {
  readonly origin: Origin;
  readonly file: string;
  readonly args: readonly string[];
}

/** One way to a program. It answers undefined if it leads nowhere on this machine. */
export type Rung = () => Promise<Program | undefined>;

/** The first rung that answers. */
export async function climb(server: ServerName, rungs: readonly Rung[], remedy: string): Promise<Program> {
  for (const rung of rungs) {
    const program = await rung();
    if (program !== undefined) return program;
  }
  throw new ServerUnavailable(server, remedy);
}

/** A program on PATH, if its `--version` is acceptable. */
export function onPath(machine: Machine, name: string, acceptable: (version: string) => boolean): Rung {
  return async () => {
    const ran = await machine.run(name, ['--version']);
    return ran?.exitCode === 0 && acceptable(ran.stdout) ? { origin: 'path', file: name, args: [] } : undefined;
  };
}

/** A program in a container that shares our network and sees `directory` under the same path. */
export function inDocker(machine: Machine, image: string, command: string, directory: string, user: string): Rung {
  return async () => {
    // Only on Linux does a container share the machine's loopback address.
    if (machine.platform !== 'linux') return undefined;
    const ran = await machine.run('docker', ['info', '--format', '{{.ServerVersion}}']);
    if (ran?.exitCode !== 0 || ran.stdout.trim() === '') return undefined;
    const run = ['run', '--rm', '--init', '--network', 'host', '--user', user, '--volume', `${directory}:${directory}`];
    return { origin: 'docker', file: 'docker', args: [...run, '--entrypoint', command, image] };
  };
}
