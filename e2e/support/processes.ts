import { readdir, readFile } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { type System } from './system.ts';

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

/** The process id of a service that a system in `root` runs; of its first replica, if there are more. Throws if there is none. */
export async function serviceOf(root: string, app: string): Promise<number> {
  const running = (await processesOf(root)).find(({ commandLine }) => commandLine.includes(`/${app}/dist/main.js`));
  if (running === undefined) throw new Error(`no ${app} runs in ${root}`);
  return running.pid;
}

/** That of a system's Redis, by its own word: what the program is called depends on where the machine got it. */
export async function redisOf({ env }: System): Promise<number> {
  const redis = new Redis(env['REDIS_URL'] ?? '');
  try {
    const pid = Number(/^process_id:(\d+)/m.exec(await redis.info('server'))?.[1]);
    if (!Number.isInteger(pid)) throw new Error('Redis does not tell its process id');
    return pid;
  } finally {
    redis.disconnect();
  }
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
