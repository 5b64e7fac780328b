import { randomBytes } from 'node:crypto';
import { type ServiceName } from '@strongroom/contracts';
import { type Actor, type SecurityContext } from './security-context.js';

/** The context of a service that acts for itself in a tenant: a schedule fired, an event came in, a log has work. */
export function serviceContext(
  service: ServiceName,
  tenant: string,
  about: { readonly actorChain?: readonly Actor[]; readonly traceId?: string } = {},
): SecurityContext {
  return {
    tenant,
    actor: { type: 'service', id: service },
    actorChain: about.actorChain ?? [],
    scopes: [],
    traceId: about.traceId ?? randomBytes(16).toString('hex'),
  };
}
