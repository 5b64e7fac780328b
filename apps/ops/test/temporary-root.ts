import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryRoot {
  readonly root: string;
  /** What is recorded as running here. */
  records(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function temporaryRoot(): Promise<TemporaryRoot> {
  const root = await mkdtemp(join(tmpdir(), 'strongroom ops-'));
  return {
    root,
    records: () => readdir(join(root, '.strongroom', 'run')).catch(() => []),
    remove: () => rm(root, { recursive: true }),
  };
}
