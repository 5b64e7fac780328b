import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type Server } from '@strongroom/provisioning';
import pg from 'pg';
import { OwnProcess, type Program } from '../own-process.ts';

const READY_WITHIN_MS = 30_000;

/** A Postgres that a scenario may kill and start again, on the same data and the same port. */
export class OwnPostgres {
  readonly url: string;
  #pid: number | undefined;
  readonly #again: OwnProcess;

  private constructor(url: string, pid: number, program: Program) {
    this.url = url;
    this.#pid = pid;
    this.#again = new OwnProcess(program);
  }

  /** @throws Error where the server is not a process of this machine that we started */
  static async adopt({ url, pid }: Server): Promise<OwnPostgres> {
    if (pid === undefined) throw new Error('a Postgres that was given cannot be killed');
    const [cmdline, status, cwd, file] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
      readlink(`/proc/${pid}/cwd`),
      readlink(`/proc/${pid}/exe`),
    ]);
    const id = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
    const args = cmdline.split('\0').slice(1, -1);
    const options = { cwd, uid: id('Uid'), gid: id('Gid'), env: { LC_ALL: 'C', TZ: 'UTC' } };
    return new OwnPostgres(url, pid, { file, args, options });
  }

  /** -9 to every process of it: what was committed is what the operating system has been given. */
  async kill(): Promise<void> {
    const postmaster = this.#pid ?? this.#again.pid;
    if (postmaster === undefined) return;
    const backends = await childrenOf(postmaster);
    killIfThere(postmaster);
    this.#pid = undefined;
    for (const pid of backends) killIfThere(pid);
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const untilMs = Date.now() + READY_WITHIN_MS;
    for (;;) {
      this.#again.spawn();
      while (Date.now() < untilMs && this.#again.isRunning) {
        if (await this.#answers()) return;
        await pause(50);
      }
      // A backend that has not ended yet holds the shared memory: the new server says so and ends.
      if (Date.now() >= untilMs) throw new Error('Postgres did not come back');
      await pause(50);
    }
  }

  /** Ends what was started here. */
  async end(): Promise<void> {
    await this.#again.kill();
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const stats = await Promise.all(
    pids.map(async (pid) => [pid, await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')] as const),
  );
  // proc(5): the parent follows the state, which follows the name in brackets.
  return stats.filter(([, stat]) => Number(/\) \S (\d+)/.exec(stat)?.[1]) === parent).map(([pid]) => pid);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended with its parent.
  }
}
