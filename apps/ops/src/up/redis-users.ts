import { Redis } from 'ioredis';
import type { SecretStore } from '@strongroom/vault';
import { passwordRule, serviceUsers } from '../redis/service-users.js';
import { keptSecret } from './kept-secret.js';

const CONNECT_WITHIN_MS = 5_000;

/**
 * Gives each service a user of its own at our Redis, who may do exactly what the contracts say it does; password in the
 * secret store at `services/<service>/redis`. Redis learns the password's hash only.
 *
 * @param adminUrl with the login of Redis's `default` user
 */
export async function allowServices(adminUrl: string, store: SecretStore): Promise<void> {
  const redis = new Redis(adminUrl, {
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    retryStrategy: () => null,
  });
  // Raised besides the rejection of the command that waits.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    for (const { service, username, rules } of serviceUsers()) {
      const password = await keptSecret(store, `services/${service}/redis`, 'password', { username });
      await redis.call('ACL', 'SETUSER', username, ...rules, passwordRule(password.reveal()));
    }
    await redis.call('ACL', 'SAVE');
  } finally {
    redis.disconnect();
  }
}
