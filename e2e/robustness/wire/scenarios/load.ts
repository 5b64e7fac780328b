import { type Result } from '../../scenario.ts';
import { type Bed } from '../bed.ts';
import { type Verdict } from '../check.ts';
import { type Child } from '../../child.ts';

const FULL_SERVICE_WITHIN_MS = 2_000;

/** Two replicas of a service and a caller that keeps them busy. */
export async function loadOn(bed: Bed): Promise<{ readonly replicas: readonly Child[]; readonly caller: Child }> {
  const replicas = await Promise.all([bed.service(), bed.service()]);
  return { replicas, caller: await bed.caller() };
}

/** With the target that Redis and its clients have for coming back. */
export function withinTwoSeconds({ verdict, ...result }: Result & { readonly verdict: Verdict }): Result {
  const { fullServiceMs } = verdict;
  const target = {
    what: 'time to full service',
    target: `< ${FULL_SERVICE_WITHIN_MS} ms`,
    seen: `${fullServiceMs} ms`,
    met: fullServiceMs < FULL_SERVICE_WITHIN_MS,
  };
  return { ...result, targets: [...result.targets, target] };
}
