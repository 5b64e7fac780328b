import { noTenant, type SecurityContext } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { traceOf } from '../http/trace.js';

const contexts = new WeakMap<object, SecurityContext>();

/** Remembers who a request was found to be. Kept apart from the request object, which a client's input shapes. */
export function rememberContext(request: FastifyRequest, context: SecurityContext): void {
  contexts.set(request.raw, context);
}

const proofs = new WeakMap<object, number>();

/** Remembers when the holder of a request's token authenticated. */
export function rememberAuthenticatedAtS(request: FastifyRequest, atS: number): void {
  proofs.set(request.raw, atS);
}

/** When the one who is asking authenticated, in seconds since the epoch; never, where nobody is known. */
export function authenticatedAtSOf(request: FastifyRequest): number {
  return proofs.get(request.raw) ?? -Infinity;
}

/** Who is asking: the one that the guard found, or nobody yet. */
export function contextOf(request: FastifyRequest): SecurityContext {
  return (
    contexts.get(request.raw) ?? { ...placeOf(request), tenant: noTenant, actor: anonymous, actorChain: [], scopes: [] }
  );
}

const anonymous = { type: 'system', id: 'anonymous' } as const;

/** From where, and as part of which trace. */
export function placeOf(request: FastifyRequest): Pick<SecurityContext, 'traceId' | 'ip' | 'userAgent'> {
  const agent = request.headers['user-agent'];
  return {
    traceId: traceOf(request).traceId,
    ip: request.ip,
    ...(agent === undefined ? {} : { userAgent: agent.slice(0, 256) }),
  };
}
