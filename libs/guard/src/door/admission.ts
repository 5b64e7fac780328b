import type { IncomingMessage } from 'node:http';
import type { AccessTokenClaims } from '../token/access-token-claims.js';

/** Node's own request, which Express hands on, or what wraps it, as Fastify's does. */
export type DoorRequest = IncomingMessage | { readonly raw: IncomingMessage };

export interface Admission {
  readonly claims: AccessTokenClaims;
  /** False only under the policy `open`, where nobody could say that the token is not revoked: write it to your audit log. */
  readonly confirmed: boolean;
}

// Beside the request, not on it: what a framework or a body parser puts on a request cannot pass for an admission.
const admissions = new WeakMap<IncomingMessage, Admission>();

/** Who was let in. Throws where no door of this package has let the request in: a route without a door fails closed. */
export function admissionOf(request: DoorRequest): Admission {
  const admission = admissions.get(rawOf(request));
  if (!admission) throw new Error('no door of the guard has admitted this request');
  return admission;
}

export function admit(request: DoorRequest, admission: Admission): void {
  admissions.set(rawOf(request), admission);
}

export function rawOf(request: DoorRequest): IncomingMessage {
  return 'rawHeaders' in request ? request : request.raw;
}
