import {
  obtainOpenBao,
  obtainPostgres,
  obtainRedis,
  type OpenBaoServer,
  type Say,
  type Server,
} from '@strongroom/provisioning';
import type { Secret } from '@strongroom/vault';
import { KeptServer } from '../supervisor/kept-server.js';

/** Servers that the user runs, and wants used. */
export interface GivenServers {
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly vaultAddress: string | undefined;
  readonly vaultToken: Secret | undefined;
}

export interface Servers {
  readonly postgres: KeptServer<Server>;
  readonly redis: KeptServer<Server>;
  readonly openbao: KeptServer<OpenBaoServer>;
  /** Ends those that are ours; they do not lean on each other. */
  stop(): Promise<void>;
}

/** Finds or starts the three servers, at the same time; if one cannot be had, those that came up are stopped again. */
export async function obtainServers(root: string, given: GivenServers, say: Say): Promise<Servers> {
  const kept = { root, data: 'kept', say } as const;
  const obtain = {
    postgres: () => obtainPostgres({ ...kept, given: given.databaseUrl }),
    redis: () => obtainRedis({ ...kept, given: given.redisUrl }),
    openbao: () => obtainOpenBao({ ...kept, given: given.vaultAddress, givenToken: given.vaultToken }),
  };
  const [postgres, redis, openbao] = await Promise.allSettled([obtain.postgres(), obtain.redis(), obtain.openbao()]);
  if (postgres.status !== 'fulfilled' || redis.status !== 'fulfilled' || openbao.status !== 'fulfilled') {
    const outcomes = [postgres, redis, openbao];
    await Promise.all(
      outcomes.map(async (outcome) => (outcome.status === 'fulfilled' ? outcome.value.stop() : undefined)),
    );
    throw outcomes.find((outcome) => outcome.status === 'rejected')?.reason;
  }
  const servers = {
    postgres: new KeptServer('postgres', postgres.value, obtain.postgres, say),
    openbao: new KeptServer('openbao', openbao.value, obtain.openbao, say),
    redis: new KeptServer('redis', redis.value, obtain.redis, say),
  };
  return {
    ...servers,
    stop: async () => {
      await Promise.all([servers.redis.stop(), servers.openbao.stop(), servers.postgres.stop()]);
    },
  };
}
