import { type Direction, type Output, type showFilterPolicy } from '@strongroom/contracts';
import { defaultFilterPolicy } from './default-filter-policy.js';
import { type SetPolicyVersion } from './policy-version.store.js';

type Shown = Output<typeof showFilterPolicy>;

/** What holds for a tenant that has set nothing. */
export function shownDefault(direction: Direction): Shown {
  return {
    version: 0,
    direction,
    policy: defaultFilterPolicy,
    restored_from: null,
    set_at: null,
    set_by: null,
  };
}

/** A version as the wire has it. */
export function shownPolicy(set: SetPolicyVersion): Shown {
  return {
    version: set.version,
    direction: set.direction,
    policy: set.policy,
    restored_from: set.restoredFrom,
    set_at: set.recordedAt.toISOString(),
    set_by: { type: set.setByType, id: set.setById },
  };
}
