import { Redis } from 'ioredis';
import { VaultClient } from '@strongroom/vault';
import { asAdministrator } from '../database/as-administrator.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { needed, type Settings } from '../settings/settings.js';
import { serves } from '../supervisor/serves.js';

/** What the doctor found of one thing. */
export interface Diagnosis {
  readonly what: string;
  readonly state: 'ok' | 'failed';
  readonly about: string;
}

export interface Check {
  readonly what: string;
  readonly exitCode: ExitCode;
  /** Answers a sentence for the operator, or throws with what is wrong. */
  readonly look: (settings: Settings) => Promise<string>;
}

const CONNECT_WITHIN_MS = 3_000;

/** In the order in which to repair: the exit code is that of the first that fails. */
export const checks: readonly Check[] = [
  { what: 'database', exitCode: exitCode.database, look: lookAtDatabase },
  { what: 'schema', exitCode: exitCode.general, look: lookAtSchema },
  { what: 'redis', exitCode: exitCode.redis, look: lookAtRedis },
  { what: 'secret store', exitCode: exitCode.secretStore, look: lookAtSecretStore },
  { what: 'gateways', exitCode: exitCode.general, look: lookAtGateways },
];

function lookAtDatabase(settings: Settings): Promise<string> {
  return asAdministrator(needed(settings, 'DATABASE_URL'), ({ dataSource }) =>
    Promise.resolve(`Postgres ${dataSource.driver.version ?? 'of an unknown version'} answers`),
  );
}

async function lookAtSchema(settings: Settings): Promise<string> {
  const pending = await asAdministrator(needed(settings, 'DATABASE_URL'), ({ dataSource }) =>
    dataSource.showMigrations(),
  );
  if (pending) throw new Error('migrations are pending; run "strongroom migrate"');
  return 'up to date';
}

async function lookAtRedis(settings: Settings): Promise<string> {
  const redis = new Redis(needed(settings, 'REDIS_URL'), {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_WITHIN_MS,
    commandTimeout: CONNECT_WITHIN_MS,
  });
  // The last error says why it could not connect; the rejection only says that it could not.
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    return 'answers';
  } catch (error) {
    throw lastError ?? error;
  } finally {
    redis.disconnect();
  }
}

async function lookAtSecretStore(settings: Settings): Promise<string> {
  const roleIdFile = needed(settings, 'VAULT_ROLE_ID_FILE');
  const secretIdFile = needed(settings, 'VAULT_SECRET_ID_FILE');
  const login = { method: 'approle', roleIdFile, secretIdFile } as const;
  const client = await VaultClient.open({ address: needed(settings, 'VAULT_ADDR'), login });
  await client.close();
  return 'unsealed, and lets us log in';
}

async function lookAtGateways(settings: Settings): Promise<string> {
  const urls = needed(settings, 'GATEWAY_URLS').split(',');
  const probe = (url: string): Promise<boolean> =>
    serves({ url: `${url}/.well-known/oauth-authorization-server`, answer: 'ok' });
  const answers = await Promise.all(urls.map(async (url) => ({ url, ok: await probe(url) })));
  const silent = answers.filter(({ ok }) => !ok).map(({ url }) => url);
  if (silent.length > 0) throw new Error(`no answer from ${silent.join(', ')}`);
  return `${urls.length} of ${urls.length} answer`;
}
