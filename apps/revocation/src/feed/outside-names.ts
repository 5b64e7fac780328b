import { fault, serviceNames } from '@strongroom/contracts';
import { type GuardName } from '../guards/guard-reports.js';
import { revocationMetrics } from '../revocation-metrics.js';

/** Processes and threads of one application; each that was never heard of before can hold everybody's `watch` back. */
export const GUARDS_MAX = 64;
/** A name that is not used for so long is free again. */
const HELD_FOR_MS = 60_000;

/**
 * The names under which applications outside of the platform have guards, as this replica has heard them: each begins with the
 * application's own, none is like one of ours, and one application has so many at a time.
 */
export class OutsideNames {
  readonly #heardAtMs = new Map<string, Map<string, number>>();

  constructor(private readonly monotonicMs: () => number = () => performance.now()) {}

  /** @throws a fault that says which rule the name of the guard breaks */
  admit({ service, guard }: GuardName): void {
    if (!guard.startsWith(`${service}-`)) throw refused(`guard: must begin with "${service}-"`);
    const like = serviceNames.find((name) => guard.startsWith(`${name}-`));
    if (like !== undefined) throw refused(`guard: "${like}-" is how guards of a service of the platform begin`);
    const nowMs = this.monotonicMs();
    const names = this.#heardAtMs.get(service) ?? new Map<string, number>();
    for (const [name, heardAtMs] of names) if (nowMs - heardAtMs > HELD_FOR_MS) names.delete(name);
    if (!names.has(guard) && names.size >= GUARDS_MAX) {
      throw refused(`guard: ${service} has ${GUARDS_MAX} guards already, as many as an application may`);
    }
    names.set(guard, nowMs);
    this.#heardAtMs.set(service, names);
  }
}

function refused(message: string): Error {
  revocationMetrics.feedRefused('guard');
  return fault('err:request:invalid:schema', { message });
}
