import { type RetentionExemption, type RetentionPolicy } from '../policy/retention-policy.js';
import { authExemptions, authPolicies } from './auth.js';
import { cleanupExemptions, cleanupPolicies } from './cleanup.js';
import { filterExemptions } from './filter.js';
import { groundExemptions, groundPolicies } from './ground.js';
import { ordersExemptions, ordersPolicies } from './orders.js';
import { revocationExemptions, revocationPolicies } from './revocation.js';

/** Everything that cleanup may delete. */
export const retentionPolicies: readonly RetentionPolicy[] = [
  ...authPolicies,
  ...revocationPolicies,
  ...ordersPolicies,
  ...cleanupPolicies,
  ...groundPolicies,
];

/** Every table with a time in it that has no policy, and why. */
export const retentionExemptions: readonly RetentionExemption[] = [
  ...authExemptions,
  ...revocationExemptions,
  ...filterExemptions,
  ...ordersExemptions,
  ...cleanupExemptions,
  ...groundExemptions,
];
