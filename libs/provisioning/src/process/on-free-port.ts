import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { freePort } from '../free-port.js';
import { LaunchFailed } from './launch.js';

export interface PortWish {
  /** Tried first, if free. */
  readonly preferred: readonly number[];
  /** Remembers the port, so that a URL somebody noted down holds after the next start. */
  readonly rememberIn?: string;
}

const ATTEMPTS = 5;

/**
 * Runs `start` with a free port. Between the choice and the server's own bind another process may take the port;
 * so a failed start is tried again with a new port, if and only if the port is taken by then.
 */
export async function onFreePort<T>(wish: PortWish, start: (port: number) => Promise<T>): Promise<T> {
  const { rememberIn } = wish;
  const remembered =
    rememberIn === undefined ? Number.NaN : Number(await readFile(rememberIn, 'utf8').catch(() => NaN));
  const preferred = Number.isInteger(remembered) ? [remembered, ...wish.preferred] : wish.preferred;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(attempt === 1 ? preferred : []);
    try {
      const started = await start(port);
      if (rememberIn !== undefined && port !== remembered) {
        await mkdir(dirname(rememberIn), { recursive: true });
        await writeFile(rememberIn, String(port));
      }
      return started;
    } catch (error) {
      const taken = error instanceof LaunchFailed && (await freePort([port])) !== port;
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}
