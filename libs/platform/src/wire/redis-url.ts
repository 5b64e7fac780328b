import { type SecretStore } from '@strongroom/vault';
import { readLogin, withLogin } from './store-credentials.js';

/** The URL with this service's own login, unless the operator's URL carries one already. */
export async function redisUrlOf(url: string, service: string, store: SecretStore): Promise<string> {
  if (new URL(url).password !== '') return url;
  return withLogin(url, await readLogin(store, service, 'redis'));
}
