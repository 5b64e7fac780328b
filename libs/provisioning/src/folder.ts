import { mkdir, mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The one folder of a clone that Strongroom writes to on its own: downloads, data, logs, records of its processes. */
export interface Folder {
  readonly path: string;
  /** What was downloaded, by name and version; deleting it costs a download and nothing else. */
  readonly tools: string;
  /** What must outlive a stop; `reset` forgets it. */
  readonly data: string;
  /** One throw-away directory a scratch server. */
  readonly scratch: string;
  readonly logs: string;
  /** One record a process that was started, see `process/records.ts`. */
  readonly run: string;
}

/** @param root the clone, an absolute path */
export function folderOf(root: string): Folder {
  const path = join(root, '.strongroom');
  return {
    path,
    tools: join(path, 'tools'),
    data: join(path, 'data'),
    scratch: join(path, 'scratch'),
    logs: join(path, 'logs'),
    run: join(path, 'run'),
  };
}

/** Makes a directory that only its owner may enter; its parents get the usual mode. */
export async function privateDirectory(path: string): Promise<void> {
  // In one call `recursive` would close the parents too.
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
}

/** A new, empty, private directory under `parent`. */
export async function scratchDirectory(parent: string, name: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, `${name}-`));
}
