import { type Output, type showFilterPolicy } from '@strongroom/contracts';
import { defaultFilterPolicy } from './default-filter-policy.js';
import { type SetPolicyVersion } from './policy-version.store.js';

/** The tenant's policy in force as the wire has it; without one, version 0: the default. */
export function shownPolicy(set: SetPolicyVersion | undefined): Output<typeof showFilterPolicy> {
  if (!set) return { version: 0, policy: defaultFilterPolicy, set_at: null, set_by: null };
  return {
    version: set.version,
    policy: set.policy,
    set_at: set.recordedAt.toISOString(),
    set_by: { type: set.setByType, id: set.setById },
  };
}
