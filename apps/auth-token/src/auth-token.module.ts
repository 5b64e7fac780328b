import { Module } from '@nestjs/common';
import {
  authenticateClient,
  countLiveTokens,
  credentialRevoked,
  deleteSecret,
  disableClient,
  issueToken,
  listAuditEntries,
  listAuthTokenDeadLetters,
  listKeys,
  listSecrets,
  listSigningKeys,
  purgeAuthTokenDeadLetters,
  requeueAuthTokenDeadLetters,
  retrieveSecret,
  rotateSecret,
  rotateSigningKey,
  showAuthTokenDeadLetter,
  showIssuedTokens,
  showSecret,
  showSecretHistory,
  storeSecret,
  tokensRevoked,
} from '@strongroom/contracts';
import { systemClock } from '@strongroom/kernel';
import {
  handle,
  ListDeadLetters,
  onEvent,
  PurgeDeadLetters,
  RequeueDeadLetters,
  SETTINGS,
  ShowDeadLetter,
} from '@strongroom/platform';
import { AuthenticateClient } from './authenticate-client/authenticate-client.js';
import { ClientAuthentication } from './clients/client-authentication.js';
import { ClientStore } from './clients/client.store.js';
import { CountLiveTokens } from './count-live-tokens/count-live-tokens.js';
import { CountLiveTokensStore } from './count-live-tokens/count-live-tokens.store.js';
import { DeleteSecret } from './delete-secret/delete-secret.js';
import { DeleteSecretStore } from './delete-secret/delete-secret.store.js';
import { DirectCallers } from './direct/direct-callers.js';
import { AuthTokenDirectCalls } from './direct/direct-calls.js';
import { DirectListener } from './direct/direct-listener.js';
import { DisableClient } from './disable-client/disable-client.js';
import { DisableClientStore } from './disable-client/disable-client.store.js';
import { IssueToken } from './issue-token/issue-token.js';
import { IssueTokenStore } from './issue-token/issue-token.store.js';
import { ListAuditEntries } from './list-audit-entries/list-audit-entries.js';
import { ListAuditEntriesStore } from './list-audit-entries/list-audit-entries.store.js';
import { ListKeys } from './list-keys/list-keys.js';
import { ListSecrets } from './list-secrets/list-secrets.js';
import { ListSecretsStore } from './list-secrets/list-secrets.store.js';
import { ListSigningKeys } from './list-signing-keys/list-signing-keys.js';
import { MarkRevoked } from './mark-revoked/mark-revoked.js';
import { MarkRevokedStore } from './mark-revoked/mark-revoked.store.js';
import { MarkTokensRevoked } from './mark-tokens-revoked/mark-tokens-revoked.js';
import { RetrieveSecret } from './retrieve-secret/retrieve-secret.js';
import { RetrieveSecretStore } from './retrieve-secret/retrieve-secret.store.js';
import { RotateSecret } from './rotate-secret/rotate-secret.js';
import { RotateSecretStore } from './rotate-secret/rotate-secret.store.js';
import { RotateSigningKey } from './rotate-signing-key/rotate-signing-key.js';
import { RotateSigningKeyStore } from './rotate-signing-key/rotate-signing-key.store.js';
import { type AuthTokenSettings } from './settings.js';
import { SettleSecrets } from './settle-secrets/settle-secrets.js';
import { SettleSecretsLoop } from './settle-secrets/settle-secrets.loop.js';
import { SettleSecretsStore } from './settle-secrets/settle-secrets.store.js';
import { SettleSigningKeys } from './settle-signing-keys/settle-signing-keys.js';
import { SettleSigningKeysLoop } from './settle-signing-keys/settle-signing-keys.loop.js';
import { SettleSigningKeysStore } from './settle-signing-keys/settle-signing-keys.store.js';
import { ShowIssuedTokens } from './show-issued-tokens/show-issued-tokens.js';
import { ShowIssuedTokensStore } from './show-issued-tokens/show-issued-tokens.store.js';
import { ShowSecretHistory } from './show-secret-history/show-secret-history.js';
import { ShowSecretHistoryStore } from './show-secret-history/show-secret-history.store.js';
import { ShowSecret } from './show-secret/show-secret.js';
import { AccessTokens } from './signing/access-tokens.js';
import { PrivateHalves } from './signing/private-halves.js';
import { SigningKeyStore } from './signing/signing-key.store.js';
import { SigningKeys } from './signing/signing-keys.js';
import { StoreSecret } from './store-secret/store-secret.js';
import { StoreSecretStore } from './store-secret/store-secret.store.js';
import { RemoveSecret } from './stored-secrets/remove-secret.js';
import { RemoveSecretStore } from './stored-secrets/remove-secret.store.js';
import { SecretValues } from './stored-secrets/secret-values.js';
import { StoredSecretsStore } from './stored-secrets/stored-secrets.store.js';
import { VersionOutcome } from './stored-secrets/version-outcome.js';
import { VersionOutcomeStore } from './stored-secrets/version-outcome.store.js';
import { WriteVersion } from './stored-secrets/write-version.js';

const issuing = [
  {
    provide: AccessTokens,
    useFactory: ({ ISSUER }: AuthTokenSettings, keys: SigningKeys) => new AccessTokens(ISSUER, keys, systemClock),
    inject: [SETTINGS, SigningKeys],
  },
  ...[AuthenticateClient, ClientAuthentication, ClientStore, DisableClient, DisableClientStore],
  ...[IssueToken, IssueTokenStore, CountLiveTokens, CountLiveTokensStore],
  ...[ShowIssuedTokens, ShowIssuedTokensStore],
  ...[ListKeys, SigningKeys, SigningKeyStore, PrivateHalves],
  ...[ListSigningKeys, RotateSigningKey, RotateSigningKeyStore],
  ...[SettleSigningKeys, SettleSigningKeysStore, SettleSigningKeysLoop],
  ...[MarkRevoked, MarkRevokedStore, MarkTokensRevoked],
];

const storedSecrets = [
  ...[SecretValues, StoredSecretsStore, VersionOutcome, VersionOutcomeStore, WriteVersion],
  ...[RemoveSecret, RemoveSecretStore],
  ...[StoreSecret, StoreSecretStore, ListSecrets, ListSecretsStore, ShowSecret, RetrieveSecret, RetrieveSecretStore],
  ...[RotateSecret, RotateSecretStore, DeleteSecret, DeleteSecretStore, ShowSecretHistory, ShowSecretHistoryStore],
  ...[SettleSecrets, SettleSecretsStore, SettleSecretsLoop],
];

@Module({
  controllers: [
    handle(issueToken, IssueToken),
    handle(authenticateClient, AuthenticateClient),
    handle(disableClient, DisableClient),
    handle(countLiveTokens, CountLiveTokens),
    handle(showIssuedTokens, ShowIssuedTokens),
    handle(listKeys, ListKeys),
    handle(listSigningKeys, ListSigningKeys),
    handle(rotateSigningKey, RotateSigningKey),
    handle(storeSecret, StoreSecret),
    handle(listSecrets, ListSecrets),
    handle(showSecret, ShowSecret),
    handle(retrieveSecret, RetrieveSecret),
    handle(rotateSecret, RotateSecret),
    handle(deleteSecret, DeleteSecret),
    handle(showSecretHistory, ShowSecretHistory),
    handle(listAuditEntries, ListAuditEntries),
    onEvent(credentialRevoked, MarkRevoked),
    onEvent(tokensRevoked, MarkTokensRevoked),
    handle(listAuthTokenDeadLetters, ListDeadLetters),
    handle(showAuthTokenDeadLetter, ShowDeadLetter),
    handle(requeueAuthTokenDeadLetters, RequeueDeadLetters),
    handle(purgeAuthTokenDeadLetters, PurgeDeadLetters),
  ],
  providers: [
    ...issuing,
    ...storedSecrets,
    DirectCallers,
    AuthTokenDirectCalls,
    DirectListener,
    ListAuditEntries,
    ListAuditEntriesStore,
  ],
})
export class AuthTokenModule {}
