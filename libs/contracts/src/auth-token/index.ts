import { type Contract, type EventContract } from '../contract/contract.js';
import {
  listAuthTokenDeadLetters,
  purgeAuthTokenDeadLetters,
  requeueAuthTokenDeadLetters,
  showAuthTokenDeadLetter,
} from './dead-letters.js';
import { authenticateClient } from './authenticate-client.js';
import { countLiveTokens } from './count-live-tokens.js';
import { deleteSecret } from './delete-secret.js';
import { disableClient } from './disable-client.js';
import { issueToken } from './issue-token.js';
import { listAuditEntries } from './list-audit-entries.js';
import { listKeys } from './list-keys.js';
import { listSecrets } from './list-secrets.js';
import { listSigningKeys } from './list-signing-keys.js';
import { retrieveSecret } from './retrieve-secret.js';
import { rotateSecret } from './rotate-secret.js';
import { rotateSigningKey } from './rotate-signing-key.js';
import { showSecretHistory } from './show-secret-history.js';
import { showIssuedTokens } from './show-issued-tokens.js';
import { showSecret } from './show-secret.js';
import { storeSecret } from './store-secret.js';

export { oauthErrors } from './oauth-errors.js';
export { NAMED_TOKENS_MAX } from './count-live-tokens.js';
export { secretTypes, type SecretType } from './stored-secret.js';
export {
  listAuthTokenDeadLetters,
  showAuthTokenDeadLetter,
  requeueAuthTokenDeadLetters,
  purgeAuthTokenDeadLetters,
  authenticateClient,
  countLiveTokens,
  deleteSecret,
  disableClient,
  issueToken,
  listAuditEntries,
  listKeys,
  listSecrets,
  listSigningKeys,
  retrieveSecret,
  rotateSecret,
  rotateSigningKey,
  showIssuedTokens,
  showSecret,
  showSecretHistory,
  storeSecret,
};

/**
 * Of its calls, what must work although Redis is dead, so that whoever has a client's secret and nothing else can stop and
 * revoke: a token, the keys that verify it, and the end of a client that would get the next one.
 */
export const authTokenWithoutRedis = [issueToken, authenticateClient, listKeys, disableClient] as const;

/** The calls that the service auth-token carries out. */
export const authTokenContracts: readonly Contract[] = [
  ...authTokenWithoutRedis,
  countLiveTokens,
  showIssuedTokens,
  listSigningKeys,
  rotateSigningKey,
  storeSecret,
  listSecrets,
  showSecret,
  retrieveSecret,
  rotateSecret,
  deleteSecret,
  showSecretHistory,
  listAuditEntries,
  listAuthTokenDeadLetters,
  showAuthTokenDeadLetter,
  requeueAuthTokenDeadLetters,
  purgeAuthTokenDeadLetters,
];

/** The events that the service auth-token publishes. */
export const authTokenEvents: readonly EventContract[] = [];
