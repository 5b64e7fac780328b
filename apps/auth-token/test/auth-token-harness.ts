import { AuditLog } from '@strongroom/audit';
import { Calls, readHead, type CallOptions, type Contract, type InputToSend, type Output } from '@strongroom/contracts';
import { MovableClock, testDatabase, testVaultLogin, type TestDatabase } from '@strongroom/testing';
import { VaultClient, VaultSecretStore, type SecretStore } from '@strongroom/vault';
import { AuthenticateClient } from '../src/authenticate-client/authenticate-client.js';
import { ShowIssuedTokens } from '../src/show-issued-tokens/show-issued-tokens.js';
import { ShowIssuedTokensStore } from '../src/show-issued-tokens/show-issued-tokens.store.js';
import { CountLiveTokens } from '../src/count-live-tokens/count-live-tokens.js';
import { CountLiveTokensStore } from '../src/count-live-tokens/count-live-tokens.store.js';
import { DeleteSecret } from '../src/delete-secret/delete-secret.js';
import { DeleteSecretStore } from '../src/delete-secret/delete-secret.store.js';
import { ClientAuthentication } from '../src/clients/client-authentication.js';
import { ClientStore } from '../src/clients/client.store.js';
import { IssueToken } from '../src/issue-token/issue-token.js';
import { IssueTokenStore } from '../src/issue-token/issue-token.store.js';
import { ListAuditEntries } from '../src/list-audit-entries/list-audit-entries.js';
import { ListAuditEntriesStore } from '../src/list-audit-entries/list-audit-entries.store.js';
import { ListKeys } from '../src/list-keys/list-keys.js';
import { ListSecrets } from '../src/list-secrets/list-secrets.js';
import { ListSecretsStore } from '../src/list-secrets/list-secrets.store.js';
import { ListSigningKeys } from '../src/list-signing-keys/list-signing-keys.js';
import { MarkRevoked } from '../src/mark-revoked/mark-revoked.js';
import { MarkRevokedStore } from '../src/mark-revoked/mark-revoked.store.js';
import { RetrieveSecret } from '../src/retrieve-secret/retrieve-secret.js';
import { RetrieveSecretStore } from '../src/retrieve-secret/retrieve-secret.store.js';
import { RotateSecret } from '../src/rotate-secret/rotate-secret.js';
import { RotateSecretStore } from '../src/rotate-secret/rotate-secret.store.js';
import { RotateSigningKey } from '../src/rotate-signing-key/rotate-signing-key.js';
import { RotateSigningKeyStore } from '../src/rotate-signing-key/rotate-signing-key.store.js';
import { SettleSecrets } from '../src/settle-secrets/settle-secrets.js';
import { SettleSecretsStore } from '../src/settle-secrets/settle-secrets.store.js';
import { SettleSigningKeys } from '../src/settle-signing-keys/settle-signing-keys.js';
import { SettleSigningKeysStore } from '../src/settle-signing-keys/settle-signing-keys.store.js';
import { ShowSecretHistory } from '../src/show-secret-history/show-secret-history.js';
import { ShowSecretHistoryStore } from '../src/show-secret-history/show-secret-history.store.js';
import { ShowSecret } from '../src/show-secret/show-secret.js';
import { AccessTokens } from '../src/signing/access-tokens.js';
import { PrivateHalves } from '../src/signing/private-halves.js';
import { SigningKeyStore } from '../src/signing/signing-key.store.js';
import { MarkTokensRevoked } from '../src/mark-tokens-revoked/mark-tokens-revoked.js';
import { SigningKeys } from '../src/signing/signing-keys.js';
import { StoreSecret } from '../src/store-secret/store-secret.js';
import { StoreSecretStore } from '../src/store-secret/store-secret.store.js';
import { RemoveSecret } from '../src/stored-secrets/remove-secret.js';
import { RemoveSecretStore } from '../src/stored-secrets/remove-secret.store.js';
import { SecretValues } from '../src/stored-secrets/secret-values.js';
import { StoredSecretsStore } from '../src/stored-secrets/stored-secrets.store.js';
import { VersionOutcome } from '../src/stored-secrets/version-outcome.js';
import { VersionOutcomeStore } from '../src/stored-secrets/version-outcome.store.js';
import { WriteVersion } from '../src/stored-secrets/write-version.js';

export const ISSUER = 'https://strongroom.test';

/** The revocation service as this one sees it: the head of a log, which the test moves. Any other call fails the test. */
export class RevocationHead extends Calls {
  seq = 1_000;
  stopped = false;
  /** Runs when the head is asked for, before it is given. */
  onRead: () => Promise<void> = () => Promise.resolve();

  override async call<C extends Contract>(
    contract: C,
    _input: InputToSend<C>,
    _options?: CallOptions,
  ): Promise<Output<C>> {
    if (contract.pattern !== readHead.pattern) throw new Error(`nobody expects a call of ${contract.pattern} here`);
    await this.onRead();
    return contract.output.parse({ seq: this.seq, stopped: this.stopped }) as Output<C>;
  }
}

export class AuthTokenHarness {
  readonly clock = new MovableClock(Date.now());
  readonly head = new RevocationHead();
  readonly #vaults: VaultClient[];

  private constructor(
    readonly database: TestDatabase,
    readonly vault: SecretStore,
    client: VaultClient,
  ) {
    this.#vaults = [client];
  }

  /** The service's database as its role has it, empty, and the secret store under its own login. */
  static async start(): Promise<AuthTokenHarness> {
    const client = await VaultClient.open(testVaultLogin('auth-token'));
    return new AuthTokenHarness(await testDatabase(), new VaultSecretStore(client), client);
  }

  /** The secret store as another service may use it. */
  async vaultAs(service: Parameters<typeof testVaultLogin>[0]): Promise<SecretStore> {
    const client = await VaultClient.open(testVaultLogin(service));
    this.#vaults.push(client);
    return new VaultSecretStore(client);
  }

  /** One process of the service. `secrets` may stand between it and the secret store. */
  async replica(secrets: SecretStore = this.vault): Promise<Replica> {
    const { transactions, db } = await this.database.as('auth-token');
    const audit = new AuditLog(db);
    const keyStore = new SigningKeyStore(db);
    const halves = new PrivateHalves(secrets);
    const signingKeys = new SigningKeys(keyStore, halves, transactions, audit);
    const rotateStore = new RotateSigningKeyStore(db);
    const settleStore = new SettleSigningKeysStore(db);
    const accessTokens = new AccessTokens(ISSUER, signingKeys, this.clock);
    const authentication = new ClientAuthentication(this.head, new ClientStore(db), transactions, audit);
    const values = new SecretValues(secrets);
    const found = new StoredSecretsStore(db);
    const outcome = new VersionOutcome(new VersionOutcomeStore(db), transactions, audit);
    const versions = new WriteVersion(values, outcome);
    const removal = new RemoveSecret(values, new RemoveSecretStore(db), transactions, audit);
    return {
      db,
      transactions,
      signingKeys,
      issueToken: new IssueToken(authentication, accessTokens, new IssueTokenStore(db), transactions, audit),
      authenticateClient: new AuthenticateClient(authentication, transactions, audit),
      listKeys: new ListKeys(keyStore, transactions),
      listSigningKeys: new ListSigningKeys(keyStore, transactions),
      rotateSigningKey: new RotateSigningKey(keyStore, rotateStore, halves, transactions, audit),
      settleSigningKeys: new SettleSigningKeys(keyStore, settleStore, halves, transactions, audit),
      showIssuedTokens: new ShowIssuedTokens(new ShowIssuedTokensStore(db), accessTokens, transactions),
      countLiveTokens: new CountLiveTokens(new CountLiveTokensStore(db, accessTokens), accessTokens, transactions),
      markRevoked: new MarkRevoked(new MarkRevokedStore(db, accessTokens), signingKeys),
      markTokensRevoked: new MarkTokensRevoked(new MarkRevokedStore(db, accessTokens)),
      listAuditEntries: new ListAuditEntries(new ListAuditEntriesStore(db), transactions),
      storeSecret: new StoreSecret(new StoreSecretStore(db), versions, transactions, audit),
      rotateSecret: new RotateSecret(new RotateSecretStore(db), found, versions, transactions, audit),
      deleteSecret: new DeleteSecret(new DeleteSecretStore(db), found, removal, transactions, audit),
      retrieveSecret: new RetrieveSecret(new RetrieveSecretStore(db), found, values, transactions, audit),
      showSecret: new ShowSecret(found, transactions),
      listSecrets: new ListSecrets(new ListSecretsStore(db), transactions),
      showSecretHistory: new ShowSecretHistory(new ShowSecretHistoryStore(db), transactions),
      settleSecrets: new SettleSecrets(new SettleSecretsStore(db), values, outcome, removal, transactions),
    };
  }

  async close(): Promise<void> {
    await this.database.close();
    for (const client of this.#vaults) await client.close();
  }
}

export interface Replica extends Pick<Awaited<ReturnType<TestDatabase['as']>>, 'db' | 'transactions'> {
  readonly signingKeys: SigningKeys;
  readonly issueToken: IssueToken;
  readonly authenticateClient: AuthenticateClient;
  readonly listKeys: ListKeys;
  readonly listSigningKeys: ListSigningKeys;
  readonly rotateSigningKey: RotateSigningKey;
  readonly settleSigningKeys: SettleSigningKeys;
  readonly countLiveTokens: CountLiveTokens;
  readonly showIssuedTokens: ShowIssuedTokens;
  readonly markRevoked: MarkRevoked;
  readonly markTokensRevoked: MarkTokensRevoked;
  readonly listAuditEntries: ListAuditEntries;
  readonly storeSecret: StoreSecret;
  readonly rotateSecret: RotateSecret;
  readonly deleteSecret: DeleteSecret;
  readonly retrieveSecret: RetrieveSecret;
  readonly showSecret: ShowSecret;
  readonly listSecrets: ListSecrets;
  readonly showSecretHistory: ShowSecretHistory;
  readonly settleSecrets: SettleSecrets;
}
