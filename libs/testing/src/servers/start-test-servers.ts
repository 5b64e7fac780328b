import { obtainOpenBao, obtainPostgres, obtainRedis, type Say, type Server } from '@strongroom/provisioning';
import { Secret } from '@strongroom/vault';
import { type TestVariable } from './test-environment.js';

export interface TestServers {
  /** What the tests' processes need in their environment. */
  readonly environment: Readonly<Record<TestVariable, string>>;
  stop(): Promise<void>;
}

/** The servers of one test run: those that `TEST_*` variables name, and throw-away ones for the rest. */
export async function startTestServers(about: { readonly root: string; readonly say: Say }): Promise<TestServers> {
  const started: Server[] = [];
  const stop = async (): Promise<void> => {
    for (const server of started.reverse()) await server.stop();
  };
  const keep = <S extends Server>(server: S): S => {
    started.push(server);
    return server;
  };
  const scratch = { ...about, data: 'scratch' } as const;
  const { TEST_DATABASE_URL, TEST_REDIS_URL, TEST_VAULT_ADDR, TEST_VAULT_TOKEN } = process.env;
  try {
    const postgres = keep(await obtainPostgres({ ...scratch, given: TEST_DATABASE_URL }));
    const redis = keep(await obtainRedis({ ...scratch, given: TEST_REDIS_URL }));
    const givenToken = TEST_VAULT_TOKEN === undefined ? undefined : Secret.of(TEST_VAULT_TOKEN);
    const vault = keep(await obtainOpenBao({ ...scratch, given: TEST_VAULT_ADDR, givenToken }));
    return {
      environment: {
        TEST_DATABASE_URL: postgres.url,
        TEST_REDIS_URL: redis.url,
        TEST_VAULT_ADDR: vault.url,
        TEST_VAULT_LOGINS: JSON.stringify(vault.logins),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
