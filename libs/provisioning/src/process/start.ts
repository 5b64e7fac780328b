import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { endProcess, type EndOptions } from './end.js';
import { identify } from './identity.js';
import { removeRecord, self, writeRecord, type Layer, type ProcessRecord } from './records.js';

export interface StartOptions extends EndOptions {
  readonly root: string;
  readonly name: string;
  readonly layer: Layer;
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the process: nothing is inherited, so that a stray variable cannot steer it. */
  readonly env: Readonly<Record<string, string>>;
  /** Both streams are appended to this file (mode 0600). */
  readonly logFile: string;
  readonly cwd?: string;
  /** Runs as another user; for root only. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Directories that must not outlive the process: noted in its record, removed by whoever ends a leftover. */
  readonly scratch: readonly string[];
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Started {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Ends the process and removes its record. Safe to call twice, and after it ended by itself. */
  end(): Promise<void>;
}

/**
 * Starts a process in a group of its own, so that a Ctrl-C in the terminal reaches only us and the order of ending is
 * ours, and records it, so that it can be ended after we were killed.
 */
export async function startProcess(options: StartOptions): Promise<Started> {
  const { root, name, layer, logFile, signal, withinMs, scratch } = options;
  await mkdir(dirname(logFile), { recursive: true });
  const log = await open(logFile, 'a', 0o600);
  try {
    const child = spawn(options.file, options.args, {
      env: options.env,
      cwd: options.cwd,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      ...options.user,
    });
    const exited = new Promise<Exit>((resolve) => {
      child.once('exit', (code, by) => {
        resolve({ code, signal: by });
      });
    });
    const pid = await spawned(child, options.file);
    // A process that has already ended has no identity; nothing is left to record or to end.
    const identity = identify(pid);
    const record: ProcessRecord | undefined = identity && {
      name,
      process: identity,
      layer,
      owner: self(),
      signal,
      withinMs,
      scratch,
    };
    if (record !== undefined) await writeRecord(root, record);
    let ending: Promise<void> | undefined;
    const end = async (): Promise<void> => {
      if (record === undefined) return;
      await endProcess(record.process, options);
      await exited;
      await removeRecord(root, record);
    };
    return { pid, exited, end: () => (ending ??= end()) };
  } finally {
    await log.close();
  }
}

function spawned(child: ChildProcess, file: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new Error(`cannot start ${file}`, { cause }));
    });
    child.once('spawn', () => {
      if (child.pid !== undefined) resolve(child.pid);
    });
  });
}
