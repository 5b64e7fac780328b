import { type GuardStatus } from '@strongroom/guard';
import { type PartHealth } from '../health/health.js';

const STALE_MS = 5_000;

/** Not ready before the bootstrap; stale is degraded, because every verdict then asks the revocation service. */
export function guardHealth({ ready, stalenessMs, stoppedBy }: GuardStatus): PartHealth {
  if (!ready) return { state: 'down', about: 'the revocation log has not been read yet' };
  if (stoppedBy !== undefined) return { state: 'degraded', about: `accepts nothing because of the ${stoppedBy}` };
  if (stalenessMs > STALE_MS)
    return { state: 'degraded', about: `has not heard from the revocation log for ${Math.round(stalenessMs)} ms` };
  return { state: 'ok' };
}
