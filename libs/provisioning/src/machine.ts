import { execFile } from 'node:child_process';

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the ladders ask of the machine; a port, so that rungs which this machine lacks are tested too. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly isRoot: boolean;
  /** Runs a program found on PATH or by path; undefined if there is no such program. */
  run(file: string, args: readonly string[], options?: { readonly withinMs?: number }): Promise<Ran | undefined>;
}

const RUN_WITHIN_MS = 10_000;

export const thisMachine: Machine = {
  platform: process.platform,
  arch: process.arch,
  isRoot: process.getuid?.() === 0,
  run: (file, args, { withinMs = RUN_WITHIN_MS } = {}) =>
    new Promise((resolve) => {
      execFile(file, args, { timeout: withinMs, encoding: 'utf8', maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr });
        else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve(undefined);
        else resolve({ exitCode: typeof error.code === 'number' ? error.code : 1, stdout, stderr });
      });
    }),
};
