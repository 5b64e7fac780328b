import { authTokenContracts, authTokenEvents, authTokenWithoutRedis } from './auth-token/index.js';
import { cleanupContracts, cleanupEvents } from './cleanup/index.js';
import { contentFilterContracts, contentFilterEvents } from './content-filter/index.js';
import { type BroadcastContract } from './contract/broadcast.js';
import { type Contract, type EventContract } from './contract/contract.js';
import { orderProcessingContracts, orderProcessingEvents } from './order-processing/index.js';
import {
  revocationBroadcasts,
  revocationContracts,
  revocationEvents,
  revocationWithoutRedis,
} from './revocation/index.js';

/** Every call of the system. What is not here has no route, no queue and no right in Redis. */
export const contracts: readonly Contract[] = [
  ...authTokenContracts,
  ...cleanupContracts,
  ...contentFilterContracts,
  ...orderProcessingContracts,
  ...revocationContracts,
];

/** What can also be called over its service's own listener when Redis is dead (docs/adr/0011, 0041). */
export const callableWithoutRedis: readonly Contract[] = [...authTokenWithoutRedis, ...revocationWithoutRedis];

/** Every event of the system. */
export const events: readonly EventContract[] = [
  ...authTokenEvents,
  ...cleanupEvents,
  ...contentFilterEvents,
  ...orderProcessingEvents,
  ...revocationEvents,
];

/** Every topic that replicas follow. */
export const broadcasts: readonly BroadcastContract[] = revocationBroadcasts;
