import type { Say } from '@strongroom/provisioning';
import { Secret } from '@strongroom/vault';
import { CommandFault } from '../exit-code.js';
import { IssuedUrls } from '../settings/issued-urls.js';
import { shellSettings } from '../settings/settings.js';
import { bringUp } from './bring-up.js';
import type { SystemRow } from './running-system.js';
import type { GivenServers } from './servers.js';
import { claimUp, releaseUp } from './up-state.js';

export interface SuperviseTerms {
  readonly root: string;
  readonly replicas: number;
  readonly say: Say;
  /** Told once, when everything serves. */
  readonly onUp: (rows: readonly SystemRow[]) => void;
}

/** Brings the system up and keeps it up until a signal asks to stop; then ends everything that it started. */
export async function supervise({ root, replicas, say, onUp }: SuperviseTerms): Promise<void> {
  const given = await givenServers(root);
  if (!(await claimUp(root, replicas))) throw new CommandFault('the system is up already, or is coming up');
  const stopping = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    // A Ctrl-C arrives more than once: from the terminal, and passed on by npm. Ending is bounded, so once is enough.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        stopping.abort();
        resolve();
      });
    }
  });
  try {
    const system = await bringUp({ root, replicas, given, say, stopping: stopping.signal });
    onUp(await system.rows());
    await stopped;
    await system.end();
  } finally {
    await releaseUp(root);
  }
}

/** Those of the shell's servers that are the user's own. */
async function givenServers(root: string): Promise<GivenServers> {
  const { DATABASE_URL, REDIS_URL, VAULT_ADDR, VAULT_TOKEN } = shellSettings();
  const issued = await IssuedUrls.read(root);
  return {
    databaseUrl: issued.usersOwn(DATABASE_URL),
    redisUrl: issued.usersOwn(REDIS_URL),
    vaultAddress: issued.usersOwn(VAULT_ADDR),
    vaultToken: VAULT_TOKEN === undefined ? undefined : Secret.of(VAULT_TOKEN),
  };
}

/** What a detached supervisor tells the command that started it. */
export type SupervisorMessage =
  | { readonly kind: 'say'; readonly line: string }
  | { readonly kind: 'up'; readonly rows: readonly SystemRow[] }
  | { readonly kind: 'failed'; readonly message: string; readonly exitCode: number };
