import { readdir, readFile } from 'node:fs/promises';

export interface RunningProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Every process on this machine that a system in `root` started: its folder is in their arguments or environment. */
export async function processesOf(root: string): Promise<readonly RunningProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = await Promise.all(pids.map((pid) => describe(pid, root)));
  return all.filter((each) => each !== undefined);
}

async function describe(pid: string, root: string): Promise<RunningProcess | undefined> {
  const [commandLine, environment] = await Promise.all([read(`/proc/${pid}/cmdline`), read(`/proc/${pid}/environ`)]);
  const isOurs = Number(pid) !== process.pid && (commandLine.includes(root) || environment.includes(`=${root}`));
  return isOurs && !environment.includes('E2E_ROOT=') ? { pid: Number(pid), commandLine } : undefined;
}

/** A process may end while it is being read, and those of others may not be read. */
function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
