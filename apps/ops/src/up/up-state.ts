import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { folderOf, isRunning, self, type ProcessIdentity } from '@strongroom/provisioning';
import { CommandFault } from '../exit-code.js';

/** Who keeps the system up, so that a second `up` sees the first, and `stop` knows whom to tell. */
export interface UpState {
  readonly supervisor: ProcessIdentity;
  readonly replicas: number;
}

const LOCK_TRIES = 250;
const LOCK_TRY_EVERY_MS = 20;
/** The lock is held for a read and a write; one that is older belongs to a process that was killed in between. */
const LOCK_STALE_AFTER_MS = 3_000;

function stateFile(root: string): string {
  return join(folderOf(root).path, 'up.json');
}

/** The state of the `up` that runs; undefined if none does, also after one was killed. */
export async function readUpState(root: string): Promise<UpState | undefined> {
  const text = await readFile(stateFile(root), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const state = JSON.parse(text) as UpState;
  return isRunning(state.supervisor) ? state : undefined;
}

/** Makes this process the one that keeps the system up. False if another is. */
export async function claimUp(root: string, replicas: number): Promise<boolean> {
  const file = stateFile(root);
  await mkdir(dirname(file), { recursive: true });
  return locked(`${file}.lock`, async () => {
    if ((await readUpState(root)) !== undefined) return false;
    await writeFile(`${file}.new`, JSON.stringify({ supervisor: self(), replicas } satisfies UpState), { mode: 0o600 });
    await rename(`${file}.new`, file);
    return true;
  });
}

export async function releaseUp(root: string): Promise<void> {
  await rm(stateFile(root), { force: true });
}

/** Of all processes that come at once, one after the other: making a directory succeeds for one only. */
async function locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let tried = 0; tried < LOCK_TRIES; tried += 1) {
    const got = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (got) return work().finally(() => rmdir(lock));
    const since = await stat(lock).catch(() => undefined);
    if (since !== undefined && Date.now() - since.mtimeMs > LOCK_STALE_AFTER_MS)
      await rmdir(lock).catch(() => undefined);
    await delay(LOCK_TRY_EVERY_MS);
  }
  throw new CommandFault(`${lock} cannot be taken; if no "up" is starting, remove that directory`);
}
