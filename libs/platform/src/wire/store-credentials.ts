import { fault } from '@strongroom/contracts';
import { type SecretStore } from '@strongroom/vault';

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** This service's own login to a server, as `services/<service>/<server>` in the secret store holds it. */
export async function readLogin(store: SecretStore, service: string, server: 'database' | 'redis'): Promise<Login> {
  const path = `services/${service}/${server}`;
  const stored = await store.read(path);
  const [username, password] = [stored?.data['username']?.reveal(), stored?.data['password']?.reveal()];
  if (username !== undefined && password !== undefined) return { username, password };
  throw fault('err:platform:unavailable:secret-store', {
    message: 'the secret store holds no login for this service',
    detail: `${path} must hold username and password; \`strongroom up\` puts them there`,
  });
}

/** `url` with the login in it. */
export function withLogin(url: string, { username, password }: Login): string {
  const complete = new URL(url);
  complete.username = encodeURIComponent(username);
  complete.password = encodeURIComponent(password);
  return complete.href;
}
