import { type ShadowPolicy } from '@strongroom/contracts';
import { type Shadow, type ShadowCount } from './shadow.store.js';

export function shownShadow(shadow: Shadow, counts: readonly ShadowCount[]): ShadowPolicy {
  const shown = counts.map(({ rule, type, seen, ...both }) => ({
    rule,
    type,
    in_force: both.inForce,
    shadow: both.shadow,
    count: seen,
  }));
  return {
    id: shadow.id,
    direction: shadow.direction,
    policy: shadow.policy,
    base_version: shadow.baseVersion,
    status: shadow.status,
    started_at: shadow.recordedAt.toISOString(),
    started_by: { type: shadow.startedByType, id: shadow.startedById },
    contents: shown
      .filter(({ rule }) => rule === '')
      .map(({ in_force, shadow, count }) => ({ in_force, shadow, count })),
    findings: shown.filter(({ rule }) => rule !== ''),
  };
}
