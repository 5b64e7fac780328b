import { type DynamicModule, type Provider } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { Test, type TestingModule } from '@nestjs/testing';
import { AuditLog } from '@strongroom/audit';
import { Calls, type CallFacts } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Database, Outbox, Signals, Transactions } from '@strongroom/persistence';
import {
  AnswerSigner,
  CredentialCheck,
  DirectReception,
  Logger,
  OWN_NAME,
  Reception,
  Redaction,
  REDIS_ADDRESS,
  ServiceKeys,
  SETTINGS,
  type RedisAddress,
} from '@strongroom/platform';
import { ContextStatements, type SecurityContext } from '@strongroom/security-context';
import { freePort, type VaultRole } from '@strongroom/provisioning';
import { testVariable, testVaultLogin, type TestDatabase } from '@strongroom/testing';
import { SecretStore, VaultClient, VaultSecretStore, type VaultOptions } from '@strongroom/vault';
import { Networks, Targets } from '@strongroom/webhooks';
import { HIGH_WATER_MARK_PATH } from '../../src/restored-log/high-water-mark.store.js';
import { LogSealer } from '../../src/log/log-sealer.js';
import { RevocationModule } from '../../src/revocation.module.js';
import { type RevocationSettings } from '../../src/settings.js';
import { StandInIssuer } from './stand-in-issuer.js';

const CALL_MS = 5_000;

/** What a use case knows of a call that arrives now. */
export function call(about: Partial<CallFacts> = {}): CallFacts {
  return { id: uuidv7(), deadlineMs: Date.now() + CALL_MS, signal: AbortSignal.timeout(CALL_MS), ...about };
}

/** The secret store as one service has it. */
export async function secretStoreOf(
  role: VaultRole,
  options: Partial<VaultOptions> = {},
): Promise<{ store: SecretStore; close: () => unknown }> {
  const client = await VaultClient.open({ ...testVaultLogin(role), ...options });
  return { store: new VaultSecretStore(client), close: () => client.close() };
}

/** These tests ask in the name of services and clients that rest on no token. */
class NoCredentials extends CredentialCheck {
  override require({ credential }: SecurityContext): Promise<void> {
    return credential === undefined ? Promise.resolve() : Promise.reject(new Error('no credential was expected'));
  }
}

export interface Replica {
  readonly issuer: StandInIssuer;
  readonly module: TestingModule;
  readonly feedUrl: string;
  close(): Promise<void>;
}

export interface ReplicaTerms {
  /** `false`: somebody else is to seal, or nobody. */
  readonly seals?: boolean;
  readonly feedUrl?: string;
  /** Where it publishes. By default under a prefix of its own, where nobody listens. */
  readonly redis?: RedisAddress;
  /** Settings beside those that every replica needs. */
  readonly settings?: Partial<RevocationSettings>;
  /** The way to the secret store. */
  readonly vault?: Partial<VaultOptions>;
  /** Where the hosts of webhooks lead. */
  readonly targets?: Targets;
}

/** Keys that no other test has. */
export function ownRedis(redis: string = testVariable('TEST_REDIS_URL')): RedisAddress {
  return { redis, prefix: `t${uuidv7()}:` };
}

/** Databases share the secret store of a test run, and each has a log of its own. */
const markPaths = new WeakMap<TestDatabase, string>();

/** Where the replicas that serve `database` keep the mark of its log. */
export function markPathOf(database: TestDatabase): string {
  const path = markPaths.get(database) ?? `services/revocation/log-mark-${uuidv7()}`;
  markPaths.set(database, path);
  return path;
}

const defaults = {
  AUDIT_CHECKPOINT_EVERY_S: 1,
  EMERGENCY_STOP_PERSONS: '1',
  EMERGENCY_STOP_CONFIRM_WITHIN_S: 600,
  WEBHOOK_ALLOWED_NETWORKS: new Networks(['127.0.0.0/8']),
} as const;

const loopback = new Targets({ networks: defaults.WEBHOOK_ALLOWED_NETWORKS });

/** One replica of the service on real servers, without its message doors. */
export async function startReplica(
  database: TestDatabase,
  { seals = true, feedUrl = '', redis = ownRedis(), vault = {}, settings = {}, targets = loopback }: ReplicaTerms = {},
): Promise<Replica> {
  const { transactions, db, signals } = await database.as('revocation', { poolMax: 8 });
  const { store, close } = await secretStoreOf('revocation', vault);
  const FEED_PORT = feedUrl === '' ? await freePort() : Number(new URL(feedUrl).port);
  const serviceKeys = await ServiceKeys.open('revocation', store);
  const issuer = new StandInIssuer();
  const platform: Provider[] = [
    { provide: Calls, useValue: issuer },
    { provide: Transactions, useValue: transactions },
    { provide: Database, useValue: db },
    { provide: Signals, useValue: signals },
    { provide: AuditLog, useValue: new AuditLog(db) },
    { provide: Outbox, useValue: new Outbox(db, transactions, signals, 'revocation') },
    {
      provide: Logger,
      useValue: Logger.create({ service: 'revocation', instance: 'test', level: 'silent', freeText: String }),
    },
    { provide: Redaction, useFactory: () => Redaction.open() },
    { provide: SecretStore, useValue: store },
    { provide: REDIS_ADDRESS, useValue: redis },
    { provide: ServiceKeys, useValue: serviceKeys },
    { provide: ContextStatements, useValue: new ContextStatements('revocation', serviceKeys) },
    { provide: CredentialCheck, useClass: NoCredentials },
    { provide: OWN_NAME, useValue: 'revocation' },
    ...[Reception, DirectReception, AnswerSigner],
    { provide: SETTINGS, useValue: { ...defaults, FEED_HOST: '127.0.0.1', FEED_PORT, ...settings } },
  ];
  const own = Reflect.getMetadata(MODULE_METADATA.PROVIDERS, RevocationModule) as NonNullable<
    DynamicModule['providers']
  >;
  const providers = seals ? own : own.filter((provider) => provider !== LogSealer);
  const module = await Test.createTestingModule({ providers: [...platform, ...providers] })
    .overrideProvider(HIGH_WATER_MARK_PATH)
    .useValue(markPathOf(database))
    .overrideProvider(Targets)
    .useValue(targets)
    .compile();
  await module.init().catch((error: unknown) => {
    close();
    throw error;
  });
  return {
    module,
    issuer,
    feedUrl: `http://127.0.0.1:${FEED_PORT}`,
    async close() {
      await module.close();
      close();
    },
  };
}
