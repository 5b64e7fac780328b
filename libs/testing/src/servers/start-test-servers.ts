import { obtainPostgres, obtainRedis, type Say, type Server } from '@strongroom/provisioning';

export interface TestServers {
  /** What the tests' processes need in their environment. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** The servers of one test run: those that `TEST_*` variables name, and throw-away ones for the rest. */
export async function startTestServers(about: { readonly root: string; readonly say: Say }): Promise<TestServers> {
  const started: Server[] = [];
  const stop = async (): Promise<void> => {
    for (const server of started.reverse()) await server.stop();
  };
  const scratch = { ...about, data: 'scratch' } as const;
  try {
    const postgres = await obtainPostgres({ ...scratch, given: process.env['TEST_DATABASE_URL'] });
    started.push(postgres);
    const redis = await obtainRedis({ ...scratch, given: process.env['TEST_REDIS_URL'] });
    started.push(redis);
    return { environment: { TEST_DATABASE_URL: postgres.url, TEST_REDIS_URL: redis.url }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
