import { rm } from 'node:fs/promises';
import type { Started } from './process/start.js';
import { ServerUnavailable, type Origin, type Server, type ServerName } from './server.js';

export interface OwnServer {
  readonly url: string;
  readonly origin: Origin;
  readonly started: Started;
}

/**
 * A server of ours as {@link Server}: its scratch directories go when it stops, and at once if it cannot start.
 *
 * @param scratch directories that must not outlive the server
 * @throws {ServerUnavailable} if it cannot start
 */
export async function ownServer(
  name: ServerName,
  scratch: readonly string[],
  start: () => Promise<OwnServer>,
): Promise<Server> {
  const clean = async (): Promise<void> => {
    for (const directory of scratch) await rm(directory, { recursive: true, force: true });
  };
  try {
    const { url, origin, started } = await start();
    return {
      url,
      origin,
      pid: started.pid,
      exited: started.exited,
      stop: async () => {
        await started.end();
        await clean();
      },
    };
  } catch (error) {
    await clean();
    if (error instanceof ServerUnavailable) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServerUnavailable(name, `${name} cannot be started: ${reason}`, { cause: error });
  }
}
