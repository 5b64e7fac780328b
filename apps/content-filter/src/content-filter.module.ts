import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import {
  detectText,
  detokeniseText,
  explainText,
  filterBatch,
  filterText,
  giveFilterFeedback,
  listDetokenisePurposes,
  listFilterPolicies,
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
} from '@strongroom/contracts';
import { FilterPool } from '@strongroom/filter/worker';
import { handle } from '@strongroom/platform';
import { BlockRecord } from './content/block-record.js';
import { serviceLimits } from './content/service-limits.js';
import { servicePacks } from './content/service-packs.js';
import { DetectText } from './detect-text/detect-text.js';
import { DetokeniseText } from './detokenise-text/detokenise-text.js';
import { ExplainText } from './explain-text/explain-text.js';
import { FilterBatch } from './filter-batch/filter-batch.js';
import { FilterText } from './filter-text/filter-text.js';
import { JudgementStore } from './feedback/judgement.store.js';
import { GiveFilterFeedback } from './give-filter-feedback/give-filter-feedback.js';
import { ListDetokenisePurposes } from './list-detokenise-purposes/list-detokenise-purposes.js';
import { ListFilterPolicies } from './list-filter-policies/list-filter-policies.js';
import { AppendPolicyVersion } from './policy/append-policy-version.js';
import { PolicyInForce } from './policy/policy-in-force.js';
import { PolicyVersionStore } from './policy/policy-version.store.js';
import { RestoreFilterPolicy } from './restore-filter-policy/restore-filter-policy.js';
import { DetokenisePurposeStore } from './pseudonyms/detokenise-purpose.store.js';
import { KeyMaterials } from './pseudonyms/key-material.js';
import { PseudonymKeyStore } from './pseudonyms/pseudonym-key.store.js';
import { PseudonymKeys } from './pseudonyms/pseudonym-keys.js';
import { RotatePseudonymKey } from './rotate-pseudonym-key/rotate-pseudonym-key.js';
import { SanitiseText } from './sanitise-text/sanitise-text.js';
import { SetDetokenisePurpose } from './set-detokenise-purpose/set-detokenise-purpose.js';
import { SetFilterPolicy } from './set-filter-policy/set-filter-policy.js';
import { ShowFilterFeedback } from './show-filter-feedback/show-filter-feedback.js';
import { ShowFilterPolicy } from './show-filter-policy/show-filter-policy.js';
import { PromoteShadowPolicy } from './promote-shadow-policy/promote-shadow-policy.js';
import { ShowShadowPolicy } from './show-shadow-policy/show-shadow-policy.js';
import { StartShadowPolicy } from './start-shadow-policy/start-shadow-policy.js';
import { StopShadowPolicy } from './stop-shadow-policy/stop-shadow-policy.js';
import { EndShadow } from './shadow/end-shadow.js';
import { ShadowRecord } from './shadow/shadow-record.js';
import { ShadowStore } from './shadow/shadow.store.js';

@Module({
  controllers: [
    handle(filterText, FilterText),
    handle(filterBatch, FilterBatch),
    handle(detectText, DetectText),
    handle(explainText, ExplainText),
    handle(sanitiseText, SanitiseText),
    handle(detokeniseText, DetokeniseText),
    handle(setDetokenisePurpose, SetDetokenisePurpose),
    handle(listDetokenisePurposes, ListDetokenisePurposes),
    handle(rotatePseudonymKey, RotatePseudonymKey),
    handle(showFilterPolicy, ShowFilterPolicy),
    handle(setFilterPolicy, SetFilterPolicy),
    handle(listFilterPolicies, ListFilterPolicies),
    handle(restoreFilterPolicy, RestoreFilterPolicy),
    handle(promoteShadowPolicy, PromoteShadowPolicy),
    handle(showShadowPolicy, ShowShadowPolicy),
    handle(startShadowPolicy, StartShadowPolicy),
    handle(stopShadowPolicy, StopShadowPolicy),
    handle(giveFilterFeedback, GiveFilterFeedback),
    handle(showFilterFeedback, ShowFilterFeedback),
  ],
  providers: [
    { provide: FilterPool, useFactory: () => new FilterPool({ packs: servicePacks, limits: serviceLimits }) },
    ...[FilterText, FilterBatch, DetectText, ExplainText, SanitiseText, BlockRecord],
    ...[PolicyInForce, PolicyVersionStore, AppendPolicyVersion],
    ...[ShowFilterPolicy, SetFilterPolicy, ListFilterPolicies, RestoreFilterPolicy],
    ...[PseudonymKeyStore, KeyMaterials, PseudonymKeys, DetokenisePurposeStore],
    ...[DetokeniseText, SetDetokenisePurpose, ListDetokenisePurposes, RotatePseudonymKey],
    ...[JudgementStore, GiveFilterFeedback, ShowFilterFeedback],
    ...[ShadowStore, ShadowRecord, EndShadow],
    ...[StartShadowPolicy, ShowShadowPolicy, PromoteShadowPolicy, StopShadowPolicy],
  ],
})
export class ContentFilterModule implements OnApplicationShutdown {
  constructor(@Inject(FilterPool) private readonly pool: FilterPool) {}

  /** The last thing that ends: what was under way has been answered by then. */
  onApplicationShutdown(): Promise<void> {
    return this.pool.close();
  }
}
