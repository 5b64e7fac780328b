import { groundRules } from './0001-ground-rules.js';
import { authToken } from './0002-auth-token.js';
import { revocation } from './0003-revocation.js';
import { contentFilter } from './0004-content-filter.js';
import { orderProcessing } from './0005-order-processing.js';
import { cleanup } from './0006-cleanup.js';
import { revocationOperations } from './0007-revocation-operations.js';
import { auditChain } from './0008-audit-chain.js';
import { scheduledRevocations } from './0009-scheduled-revocations.js';
import { auditCheckpoints } from './0010-audit-checkpoints.js';
import { revocationScopes } from './0011-revocation-scopes.js';
import { filterPolicies } from './0012-filter-policies.js';
import { stopRequests } from './0013-stop-requests.js';
import { filterPseudonyms } from './0014-filter-pseudonyms.js';
import { filterFeedback } from './0015-filter-feedback.js';
import { webhooks } from './0016-webhooks.js';
import { beyondTheTenant } from './0017-beyond-the-tenant.js';
import { type Migration } from './migration.js';

/** The history of the database, oldest first. */
export const migrations: readonly Migration[] = [
  groundRules,
  authToken,
  revocation,
  contentFilter,
  orderProcessing,
  cleanup,
  revocationOperations,
  auditChain,
  scheduledRevocations,
  auditCheckpoints,
  revocationScopes,
  filterPolicies,
  stopRequests,
  filterPseudonyms,
  filterFeedback,
  webhooks,
  beyondTheTenant,
];
