import { type BroadcastContract } from '../contract/broadcast.js';
import { type Contract, type EventContract } from '../contract/contract.js';
import { cancelScheduledRevocation } from './cancel-scheduled-revocation.js';
import { confirmStop } from './confirm-stop.js';
import { credentialRevoked } from './credential-revoked.js';
import { emergencyStop } from './emergency-stop.js';
import { exportRevocations } from './export-revocations.js';
import { findEndings } from './find-endings.js';
import { liftStop } from './lift-stop.js';
import { listRevocations } from './list-revocations.js';
import { listScheduledRevocations } from './list-scheduled-revocations.js';
import { previewRevocation } from './preview-revocation.js';
import { readHead } from './read-head.js';
import { revocationLogBroadcast } from './revocation-log.js';
import { revokeApiKey } from './revoke-api-key.js';
import { revokeClient } from './revoke-client.js';
import { revokeEverything } from './revoke-everything.js';
import { revokeFamily } from './revoke-family.js';
import { revokeService } from './revoke-service.js';
import { revokeSession } from './revoke-session.js';
import { revokeSigningKey } from './revoke-signing-key.js';
import { revokeSubject } from './revoke-subject.js';
import { revokeTenant } from './revoke-tenant.js';
import { revokeToken } from './revoke-token.js';
import { revokeTokens } from './revoke-tokens.js';
import { scheduleRevocation } from './schedule-revocation.js';
import { showPropagation } from './show-propagation.js';
import { showRevocation } from './show-revocation.js';
import { showStatistics } from './show-statistics.js';
import { showStop } from './show-stop.js';
import { showTokenHistory } from './show-token-history.js';
import { tokensRevoked } from './tokens-revoked.js';
import { revocationWebhookContracts } from './webhooks.js';

export { REVOCATION_LOG_MARK_PATH } from './log-mark.js';
export {
  revocableScopes,
  revocationReasons,
  schedulableScopes,
  scopesOfEmergency,
  type RevocableScope,
  type RevocationReason,
  type SchedulableScope,
} from './revocation.js';
export {
  createRevocationWebhook,
  deleteRevocationWebhook,
  enableRevocationWebhook,
  listRevocationWebhookDeliveries,
  listRevocationWebhooks,
  resendRevocationWebhookDeliveries,
  rotateRevocationWebhookSecret,
  showRevocationWebhook,
  updateRevocationWebhook,
  revocationWebhookTypes,
  type RevocationWebhookType,
} from './webhooks.js';
export { TOKENS_CHECKED_MAX } from './find-endings.js';
export { SCHEDULED_AHEAD_DAYS_MAX } from './schedule-revocation.js';
export {
  cancelScheduledRevocation,
  confirmStop,
  credentialRevoked,
  emergencyStop,
  exportRevocations,
  findEndings,
  liftStop,
  listRevocations,
  listScheduledRevocations,
  previewRevocation,
  readHead,
  revocationLogBroadcast,
  revokeApiKey,
  revokeClient,
  revokeEverything,
  revokeFamily,
  revokeService,
  revokeSession,
  revokeSigningKey,
  revokeSubject,
  revokeTenant,
  revokeToken,
  revokeTokens,
  scheduleRevocation,
  showPropagation,
  showRevocation,
  showStatistics,
  showStop,
  showTokenHistory,
  tokensRevoked,
};

/** Of its calls, what must work although Redis is dead: they can also be made over the service's own listener. */
export const revocationWithoutRedis = [
  revokeToken,
  revokeTokens,
  revokeSession,
  revokeFamily,
  revokeApiKey,
  revokeSubject,
  revokeClient,
  revokeService,
  revokeTenant,
  revokeSigningKey,
  revokeEverything,
  emergencyStop,
  confirmStop,
  liftStop,
  showStop,
  readHead,
] as const;

/** The calls that the service revocation carries out. */
export const revocationContracts: readonly Contract[] = [
  ...revocationWithoutRedis,
  scheduleRevocation,
  listScheduledRevocations,
  cancelScheduledRevocation,
  previewRevocation,
  showRevocation,
  listRevocations,
  exportRevocations,
  findEndings,
  showTokenHistory,
  showPropagation,
  showStatistics,
  ...revocationWebhookContracts,
];

/** The events that the service revocation publishes. */
export const revocationEvents: readonly EventContract[] = [credentialRevoked, tokensRevoked];

/** What every replica of its readers follows. */
export const revocationBroadcasts: readonly BroadcastContract[] = [revocationLogBroadcast];
