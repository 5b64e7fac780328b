import { type Contract, type EventContract } from '../contract/contract.js';
import { detokeniseText } from './detokenise-text.js';
import { detectText } from './detect-text.js';
import { explainText } from './explain-text.js';
import { filterBatch } from './filter-batch.js';
import { filterText } from './filter-text.js';
import { giveFilterFeedback } from './give-filter-feedback.js';
import { listDetokenisePurposes } from './list-detokenise-purposes.js';
import { listFilterPolicies } from './list-filter-policies.js';
import { restoreFilterPolicy } from './restore-filter-policy.js';
import { rotatePseudonymKey } from './rotate-pseudonym-key.js';
import { sanitiseText } from './sanitise-text.js';
import { setDetokenisePurpose } from './set-detokenise-purpose.js';
import { setFilterPolicy } from './set-filter-policy.js';
import { showFilterFeedback } from './show-filter-feedback.js';
import { showFilterPolicy } from './show-filter-policy.js';
import { promoteShadowPolicy } from './promote-shadow-policy.js';
import { showShadowPolicy } from './show-shadow-policy.js';
import { startShadowPolicy } from './start-shadow-policy.js';
import { stopShadowPolicy } from './stop-shadow-policy.js';

export { TEXT_LENGTH_MAX } from './content.js';
export { type DetokenisePurpose } from './detokenise-purpose.js';
export { directions, type Direction, type FilterPolicy } from './filter-policy.js';
export { type Filtered, type FoundEntity } from './found-entity.js';
export { type ShadowAction, type ShadowPolicy } from './shadow-policy.js';
export { type JsonValue } from './json-value.js';
export {
  detectText,
  detokeniseText,
  explainText,
  filterBatch,
  filterText,
  giveFilterFeedback,
  listDetokenisePurposes,
  listFilterPolicies,
  restoreFilterPolicy,
  promoteShadowPolicy,
  rotatePseudonymKey,
  sanitiseText,
  setDetokenisePurpose,
  setFilterPolicy,
  showFilterFeedback,
  showFilterPolicy,
  showShadowPolicy,
  startShadowPolicy,
  stopShadowPolicy,
};

/** The calls that the service content-filter carries out. */
export const contentFilterContracts: readonly Contract[] = [
  filterText,
  filterBatch,
  detectText,
  explainText,
  sanitiseText,
  detokeniseText,
  setDetokenisePurpose,
  listDetokenisePurposes,
  rotatePseudonymKey,
  showFilterPolicy,
  setFilterPolicy,
  listFilterPolicies,
  restoreFilterPolicy,
  startShadowPolicy,
  showShadowPolicy,
  promoteShadowPolicy,
  stopShadowPolicy,
  giveFilterFeedback,
  showFilterFeedback,
];

/** The events that the service content-filter publishes. */
export const contentFilterEvents: readonly EventContract[] = [];
