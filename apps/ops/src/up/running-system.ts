import type { Say } from '@strongroom/provisioning';
import type { KeptServer } from '../supervisor/kept-server.js';
import { serves } from '../supervisor/serves.js';
import type { SupervisedProcess } from '../supervisor/supervised-process.js';
import type { Servers } from './servers.js';

/** A line of the table that `up` prints. */
export interface SystemRow {
  readonly what: string;
  readonly replica: number;
  /** Without a password. */
  readonly url: string;
  readonly health: string;
}

/** Everything that `up` has started, and the one way to end it. */
export class RunningSystem {
  private ending: Promise<void> | undefined;

  constructor(
    private readonly servers: Servers,
    private readonly processes: readonly SupervisedProcess[],
    private readonly say: Say,
  ) {}

  async rows(): Promise<readonly SystemRow[]> {
    const { postgres, redis, openbao } = this.servers;
    const servers = [postgres, redis, openbao].map(serverRow);
    const processes = this.processes.map(async ({ plan, restarts }): Promise<SystemRow> => {
      const health = (await serves(plan.probe)) ? 'ready' : 'not ready';
      const crashed = restarts === 0 ? '' : `, restarted ${restarts} times`;
      return { what: plan.what, replica: plan.replica, url: plan.url, health: health + crashed };
    });
    return [...servers, ...(await Promise.all(processes))];
  }

  /** Services first, all at once, so that they drain while what they lean on is there; then the servers of ours. */
  end(): Promise<void> {
    this.ending ??= this.endAll();
    return this.ending;
  }

  private async endAll(): Promise<void> {
    this.say('stopping');
    await Promise.all(this.processes.map((each) => each.end()));
    await this.servers.stop();
  }
}

function serverRow({ name, server }: KeptServer<Servers['postgres']['server']>): SystemRow {
  const url = new URL(server.url);
  url.username = '';
  url.password = '';
  const health = server.origin === 'given' ? 'ready (yours)' : `ready (${server.origin})`;
  return { what: name, replica: 1, url: url.href, health };
}
