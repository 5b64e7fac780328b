export { VaultSecretStore } from './kv/vault-secret-store.js';
export { Secret } from './secret.js';
export {
  SecretConflict,
  SecretStore,
  type SecretHistory,
  type SecretVersion,
  type StoredSecret,
  type WriteOptions,
} from './secret-store.js';
export type { VaultLogin } from './session/login.js';
export { VaultClient, type StoreHealth, type VaultCall, type VaultOptions } from './vault-client.js';
export type { RetryPolicy } from './wire/retry.js';
export { VaultFault, type FaultKind, type StoreState } from './vault-fault.js';
export { openSecretStore, type OpenSecretStore } from './open-secret-store.js';
