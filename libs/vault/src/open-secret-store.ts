import { VaultSecretStore } from './kv/vault-secret-store.js';
import { VaultClient, type VaultOptions } from './vault-client.js';

/** A secret store and the connection under it, for a process that is not a NestJS application. */
export interface OpenSecretStore {
  readonly store: VaultSecretStore;
  close(): Promise<void>;
}

/**
 * Logs in and returns the store.
 *
 * @throws {VaultFault} if the store is away or does not let us in
 */
export async function openSecretStore(options: VaultOptions): Promise<OpenSecretStore> {
  const client = await VaultClient.open(options);
  return { store: new VaultSecretStore(client), close: () => client.close() };
}
