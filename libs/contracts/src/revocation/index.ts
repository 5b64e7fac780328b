import { type BroadcastContract } from '../contract/broadcast.js';
import { type Contract, type EventContract } from '../contract/contract.js';
import { credentialRevoked } from './credential-revoked.js';
import { listRevocations } from './list-revocations.js';
import { readHead } from './read-head.js';
import { revocationLogBroadcast } from './revocation-log.js';
import { revokeClient } from './revoke-client.js';
import { revokeSubject } from './revoke-subject.js';
import { revokeToken } from './revoke-token.js';
import { showPropagation } from './show-propagation.js';
import { showRevocation } from './show-revocation.js';

export { revocableScopes, revocationReasons, type RevocableScope, type RevocationReason } from './revocation.js';
export {
  credentialRevoked,
  listRevocations,
  readHead,
  revocationLogBroadcast,
  revokeClient,
  revokeSubject,
  revokeToken,
  showPropagation,
  showRevocation,
};

/** The calls that the service revocation carries out. */
export const revocationContracts: readonly Contract[] = [
  revokeToken,
  revokeSubject,
  revokeClient,
  showRevocation,
  listRevocations,
  showPropagation,
  readHead,
];

/** What must work although Redis is dead: these calls can also be made over the service's own listener. */
export const callableWithoutRedis = [revokeToken, revokeSubject, revokeClient] as const;

/** The events that the service revocation publishes. */
export const revocationEvents: readonly EventContract[] = [credentialRevoked];

/** What every replica of its readers follows. */
export const revocationBroadcasts: readonly BroadcastContract[] = [revocationLogBroadcast];
