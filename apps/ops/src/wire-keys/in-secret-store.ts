import { VaultClient, VaultSecretStore, type SecretStore } from '@strongroom/vault';
import { needed, type Settings } from '../settings/settings.js';

/** Runs `work` with the secret store, as the command line's own login. */
export async function inSecretStore<T>(settings: Settings, work: (store: SecretStore) => Promise<T>): Promise<T> {
  const roleIdFile = needed(settings, 'VAULT_ROLE_ID_FILE');
  const secretIdFile = needed(settings, 'VAULT_SECRET_ID_FILE');
  const login = { method: 'approle', roleIdFile, secretIdFile } as const;
  const client = await VaultClient.open({ address: needed(settings, 'VAULT_ADDR'), login });
  try {
    return await work(new VaultSecretStore(client));
  } finally {
    await client.close();
  }
}
