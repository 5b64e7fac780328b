import { type RedisClient } from '@strongroom/messaging';
import { type HealthProbe, type PartHealth } from '../health/health.js';

/**
 * A process goes on without Redis: guards follow the revocation log over HTTP, and what was committed is sent later. So it
 * is degraded, not down, and its start does not wait for Redis either.
 */
export function brokerHealth(client: Pick<RedisClient, 'status'>): HealthProbe {
  let current: PartHealth = { state: 'degraded', about: 'Redis has not been reached yet' };
  client.status.subscribe((status) => {
    current = status === 'connected' ? { state: 'ok' } : { state: 'degraded', about: 'Redis cannot be reached' };
  });
  return () => current;
}
