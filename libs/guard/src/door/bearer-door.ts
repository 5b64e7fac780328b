import type { Guard, StalenessPolicy } from '../guard.js';
import { admit, rawOf, type Admission, type DoorRequest } from './admission.js';
import { bearerTokenOf } from './bearer-token.js';
import { insufficientScope, invalidToken, noToken, revocationUnknown, type DoorRefusal } from './door-refusal.js';

export interface DoorOptions {
  readonly guard: Pick<Guard, 'verdict'>;
  /** Default `bounded`. `strict` before administration, payment and secrets; `open` must be asked for. */
  readonly policy?: StalenessPolicy;
  /** The token must hold every one of them. Default: none. */
  readonly scopes?: readonly string[];
  /** For the doors of those who deal with an emergency: judge as if no stop stood. Default false. */
  readonly duringStop?: boolean;
}

export type DoorOutcome =
  ({ readonly admitted: true } & Admission) | { readonly admitted: false; readonly refusal: DoorRefusal };

export type BearerDoor = (request: DoorRequest) => Promise<DoorOutcome>;

/** RFC 6749, section 3.3. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/**
 * The door that all others are made of: a function from a request to what to answer (RFC 6750), for any server that has
 * Node's request. It writes nothing; `admissionOf(request)` knows afterwards who was let in.
 * Throws TypeError where `scopes` holds what can be no scope.
 */
export function bearerDoor({ guard, policy = 'bounded', scopes = [], duringStop = false }: DoorOptions): BearerDoor {
  for (const scope of scopes) {
    if (!SCOPE_TOKEN.test(scope)) throw new TypeError(`scopes: ${JSON.stringify(scope)} is no scope of RFC 6749`);
  }
  return async (request) => {
    const token = bearerTokenOf(rawOf(request));
    if (token === undefined) return { admitted: false, refusal: noToken };
    const verdict = await guard.verdict(token, { policy, duringStop });
    if (!verdict.active) {
      const refusal = verdict.unavailable ? revocationUnknown(verdict.retryAfterMs) : invalidToken(verdict.reason.code);
      return { admitted: false, refusal };
    }
    const { claims, confirmed } = verdict;
    if (!scopes.every((scope) => claims.scopes.includes(scope))) {
      return { admitted: false, refusal: insufficientScope(scopes) };
    }
    admit(request, { claims, confirmed });
    return { admitted: true, claims, confirmed };
  };
}
