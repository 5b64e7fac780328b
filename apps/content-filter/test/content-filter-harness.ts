import { AuditLog } from '@strongroom/audit';
import {
  detectText,
  detokeniseText,
  explainText,
  filterBatch,
  filterText,
  giveFilterFeedback,
  listDetokenisePurposes,
  listFilterPolicies,
  parseInput,
  restoreFilterPolicy,
  rotatePseudonymKey,
  sanitiseText,
  setDetokenisePurpose,
  setFilterPolicy,
  showFilterFeedback,
  showFilterPolicy,
  promoteShadowPolicy,
  showShadowPolicy,
  startShadowPolicy,
  stopShadowPolicy,
  type CallFacts,
  type CarriesOut,
  type Contract,
  type Output,
} from '@strongroom/contracts';
import { FilterPool } from '@strongroom/filter/worker';
import { uuidv7 } from '@strongroom/kernel';
import { inTenant, testDatabase, type TestDatabase, testVaultLogin } from '@strongroom/testing';
import { type SecretStore, VaultClient, VaultSecretStore } from '@strongroom/vault';
import { BlockRecord } from '../src/content/block-record.js';
import { serviceLimits } from '../src/content/service-limits.js';
import { servicePacks } from '../src/content/service-packs.js';
import { DetectText } from '../src/detect-text/detect-text.js';
import { DetokeniseText } from '../src/detokenise-text/detokenise-text.js';
import { ExplainText } from '../src/explain-text/explain-text.js';
import { FilterBatch } from '../src/filter-batch/filter-batch.js';
import { FilterText } from '../src/filter-text/filter-text.js';
import { JudgementStore } from '../src/feedback/judgement.store.js';
import { GiveFilterFeedback } from '../src/give-filter-feedback/give-filter-feedback.js';
import { ListDetokenisePurposes } from '../src/list-detokenise-purposes/list-detokenise-purposes.js';
import { ListFilterPolicies } from '../src/list-filter-policies/list-filter-policies.js';
import { AppendPolicyVersion } from '../src/policy/append-policy-version.js';
import { PolicyInForce } from '../src/policy/policy-in-force.js';
import { PolicyVersionStore } from '../src/policy/policy-version.store.js';
import { RestoreFilterPolicy } from '../src/restore-filter-policy/restore-filter-policy.js';
import { DetokenisePurposeStore } from '../src/pseudonyms/detokenise-purpose.store.js';
import { KeyMaterials } from '../src/pseudonyms/key-material.js';
import { PseudonymKeyStore } from '../src/pseudonyms/pseudonym-key.store.js';
import { PseudonymKeys } from '../src/pseudonyms/pseudonym-keys.js';
import { RotatePseudonymKey } from '../src/rotate-pseudonym-key/rotate-pseudonym-key.js';
import { SanitiseText } from '../src/sanitise-text/sanitise-text.js';
import { SetDetokenisePurpose } from '../src/set-detokenise-purpose/set-detokenise-purpose.js';
import { SetFilterPolicy } from '../src/set-filter-policy/set-filter-policy.js';
import { ShowFilterFeedback } from '../src/show-filter-feedback/show-filter-feedback.js';
import { ShowFilterPolicy } from '../src/show-filter-policy/show-filter-policy.js';
import { PromoteShadowPolicy } from '../src/promote-shadow-policy/promote-shadow-policy.js';
import { ShowShadowPolicy } from '../src/show-shadow-policy/show-shadow-policy.js';
import { StartShadowPolicy } from '../src/start-shadow-policy/start-shadow-policy.js';
import { StopShadowPolicy } from '../src/stop-shadow-policy/stop-shadow-policy.js';
import { EndShadow } from '../src/shadow/end-shadow.js';
import { ShadowRecord } from '../src/shadow/shadow-record.js';
import { ShadowStore } from '../src/shadow/shadow.store.js';

/** One use case behind its contract: input and output go through the schemas, as they do at the door. */
type Door<C extends Contract> = (tenant: string, body: object) => Promise<Output<C>>;

export interface Replica {
  readonly filterText: Door<typeof filterText>;
  readonly filterBatch: Door<typeof filterBatch>;
  readonly detectText: Door<typeof detectText>;
  readonly explainText: Door<typeof explainText>;
  readonly sanitiseText: Door<typeof sanitiseText>;
  readonly detokeniseText: Door<typeof detokeniseText>;
  readonly setDetokenisePurpose: Door<typeof setDetokenisePurpose>;
  readonly listDetokenisePurposes: Door<typeof listDetokenisePurposes>;
  readonly rotatePseudonymKey: Door<typeof rotatePseudonymKey>;
  readonly showFilterPolicy: Door<typeof showFilterPolicy>;
  readonly setFilterPolicy: Door<typeof setFilterPolicy>;
  readonly listFilterPolicies: Door<typeof listFilterPolicies>;
  readonly restoreFilterPolicy: Door<typeof restoreFilterPolicy>;
  readonly promoteShadowPolicy: Door<typeof promoteShadowPolicy>;
  readonly showShadowPolicy: Door<typeof showShadowPolicy>;
  readonly startShadowPolicy: Door<typeof startShadowPolicy>;
  readonly stopShadowPolicy: Door<typeof stopShadowPolicy>;
  readonly giveFilterFeedback: Door<typeof giveFilterFeedback>;
  readonly showFilterFeedback: Door<typeof showFilterFeedback>;
}

export interface AuditRow {
  readonly action: string;
  readonly outcome: string;
  readonly target_type: string;
  readonly target_id: string;
  readonly details: object;
}

export class ContentFilterHarness {
  private readonly pools: FilterPool[] = [];

  private constructor(
    private readonly database: TestDatabase,
    readonly client: VaultClient,
    /** The secret store under the service's own login. */
    readonly secrets: SecretStore,
  ) {}

  static async start(): Promise<ContentFilterHarness> {
    const client = await VaultClient.open(testVaultLogin('content-filter'));
    return new ContentFilterHarness(await testDatabase(), client, new VaultSecretStore(client));
  }

  /** The service with a pool of its own, under its own role. `secrets` may stand between it and the secret store. */
  async replica(secrets: SecretStore = this.secrets): Promise<Replica> {
    const { db, transactions } = await this.database.as('content-filter');
    const filter = new FilterPool({ packs: servicePacks, limits: serviceLimits });
    this.pools.push(filter);
    const audit = new AuditLog(db);
    const versions = new PolicyVersionStore(db);
    const next = new AppendPolicyVersion(versions, audit);
    const shadowStore = new ShadowStore(db);
    const shadows = new ShadowRecord(transactions, shadowStore, filter);
    const ends = new EndShadow(shadowStore, audit);
    const policies = new PolicyInForce(transactions, versions, shadowStore);
    const keys = new PseudonymKeys(transactions, new PseudonymKeyStore(db), new KeyMaterials(secrets), audit);
    const purposes = new DetokenisePurposeStore(db);
    const judgements = new JudgementStore(db);
    const blocks = new BlockRecord(transactions, audit);
    return {
      filterText: door(filterText, new FilterText(filter, policies, keys, blocks, shadows)),
      filterBatch: door(filterBatch, new FilterBatch(filter, policies, keys, blocks, shadows)),
      detectText: door(detectText, new DetectText(filter)),
      detokeniseText: door(detokeniseText, new DetokeniseText(filter, keys, purposes, transactions, audit)),
      setDetokenisePurpose: door(setDetokenisePurpose, new SetDetokenisePurpose(transactions, purposes, audit)),
      listDetokenisePurposes: door(listDetokenisePurposes, new ListDetokenisePurposes(transactions, purposes)),
      rotatePseudonymKey: door(rotatePseudonymKey, new RotatePseudonymKey(keys)),
      sanitiseText: door(sanitiseText, new SanitiseText()),
      explainText: door(explainText, new ExplainText(filter, policies)),
      showFilterPolicy: door(showFilterPolicy, new ShowFilterPolicy(transactions, versions)),
      setFilterPolicy: door(setFilterPolicy, new SetFilterPolicy(transactions, next)),
      listFilterPolicies: door(listFilterPolicies, new ListFilterPolicies(transactions, versions)),
      restoreFilterPolicy: door(restoreFilterPolicy, new RestoreFilterPolicy(transactions, versions, next)),
      startShadowPolicy: door(startShadowPolicy, new StartShadowPolicy(transactions, versions, shadowStore, audit)),
      showShadowPolicy: door(showShadowPolicy, new ShowShadowPolicy(transactions, shadowStore)),
      promoteShadowPolicy: door(promoteShadowPolicy, new PromoteShadowPolicy(transactions, ends, next)),
      stopShadowPolicy: door(stopShadowPolicy, new StopShadowPolicy(transactions, ends, shadowStore)),
      giveFilterFeedback: door(giveFilterFeedback, new GiveFilterFeedback(transactions, judgements)),
      showFilterFeedback: door(showFilterFeedback, new ShowFilterFeedback(transactions, judgements)),
    };
  }

  auditOf(tenant: string): Promise<AuditRow[]> {
    return this.database.query<AuditRow>('SELECT * FROM audit.entry WHERE tenant = $1 ORDER BY id', [tenant]);
  }

  /** Runs a statement as the service's role, in a transaction of the tenant. */
  async asService(tenant: string, sql: string): Promise<unknown> {
    const { db, transactions } = await this.database.as('content-filter');
    return inTenant(tenant, () => transactions.run(() => db.query(sql)));
  }

  async close(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.close()));
    await this.client.close();
    await this.database.close();
  }
}

function door<C extends Contract>(contract: C, useCase: CarriesOut<C>): Door<C> {
  return (tenant, body) =>
    inTenant(tenant, async () => {
      const input = parseInput(contract.input, body) as Parameters<CarriesOut<C>['execute']>[0];
      return contract.output.parse(await useCase.execute(input, callFacts())) as Output<C>;
    });
}

/** One that no other test has. */
export const newTenant = (): string => `tenant-${uuidv7()}`;

function callFacts(): CallFacts {
  return { id: uuidv7(), deadlineMs: Date.now() + 5_000, signal: new AbortController().signal };
}
