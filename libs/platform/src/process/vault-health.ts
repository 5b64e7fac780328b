import { type StoreHealth } from '@strongroom/vault';
import { type PartHealth } from '../health/health.js';

/** A process goes on without the secret store for what it has read already, so it is degraded, not down. */
export function vaultHealth({ state, about }: StoreHealth): PartHealth {
  return state === 'ready' ? { state: 'ok' } : { state: 'degraded', about: about ?? state };
}
