import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { folderOf, isRunning, self, type ProcessIdentity } from '@strongroom/provisioning';

/** Who keeps the system up, so that a second `up` sees the first, and `stop` knows whom to tell. */
export interface UpState {
  readonly supervisor: ProcessIdentity;
  readonly replicas: number;
}

function stateFile(root: string): string {
  return join(folderOf(root).path, 'up.json');
}

/** The state of the `up` that runs; undefined if none does, also after one was killed. */
export async function readUpState(root: string): Promise<UpState | undefined> {
  const text = await readFile(stateFile(root), 'utf8').catch(() => undefined);
  if (text === undefined || text === '') return undefined;
  const state = JSON.parse(text) as UpState;
  return isRunning(state.supervisor) ? state : undefined;
}

/** Makes this process the one that keeps the system up. False if another is. */
export async function claimUp(root: string, replicas: number): Promise<boolean> {
  if ((await readUpState(root)) !== undefined) return false;
  const file = stateFile(root);
  await mkdir(dirname(file), { recursive: true });
  await rm(file, { force: true });
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(JSON.stringify({ supervisor: self(), replicas } satisfies UpState));
    await handle.close();
    return true;
  } catch {
    // Of two that come at once one makes the file.
    return false;
  }
}

export async function releaseUp(root: string): Promise<void> {
  await rm(stateFile(root), { force: true });
}
