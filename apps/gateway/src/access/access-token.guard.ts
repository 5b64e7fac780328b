import { type CanActivate, type ExecutionContext, Injectable, type Type } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { type Contract, fault, stalenessPolicyOf } from '@strongroom/contracts';
import { credentialOf, type AccessTokenClaims } from '@strongroom/guard';
import { type GuardStrategyOptions, RevocationUnknown } from '@strongroom/guard/passport';
import { type CredentialIds } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { placeOf, rememberAuthenticatedAtS, rememberContext } from './request-context.js';
import { revocationUnknown } from './revocation-unknown.js';
import { authenticatedAtS } from './step-up.js';

/** The strategies of passport that stand before routes, by how each asks its guard. */
export const strategies = {
  strict: { name: 'strongroom-strict', policy: 'strict' },
  bounded: { name: 'strongroom-bounded', policy: 'bounded' },
  /** For the routes of those who deal with an emergency: what was issued since the stop is let through. */
  duringStop: { name: 'strongroom-during-stop', policy: 'strict', duringStop: true },
} as const satisfies Readonly<Record<string, Pick<GuardStrategyOptions, 'name' | 'policy' | 'duringStop'>>>;

/** The door before a route that needs a credential: passport-jwt, which sees only tokens that our guard has accepted. */
function accessTokenGuard({ name }: { readonly name: string }): Type<CanActivate> {
  @Injectable()
  class AccessTokenGuard extends AuthGuard(name) {
    override handleRequest<Claims>(...[error, claims, info, host]: Handled<Claims>): Claims {
      return admitted(error, claims, info, host);
    }
  }
  return AccessTokenGuard;
}

const StrictGuard = accessTokenGuard(strategies.strict);
const BoundedGuard = accessTokenGuard(strategies.bounded);
export const DuringStopGuard = accessTokenGuard(strategies.duringStop);

/** What stands before the route of a contract. The service behind it asks its own guard in the same way. */
export function guardsOf(contract: Contract): readonly Type<CanActivate>[] {
  if (contract.access.kind === 'public') return [];
  if (contract.duringStop === true) return [DuringStopGuard];
  return [stalenessPolicyOf(contract) === 'strict' ? StrictGuard : BoundedGuard];
}

type Handled<Claims> = [error: unknown, claims: Claims | false, info: unknown, host: ExecutionContext];

function admitted<Claims>(...[error, claims, info, host]: Handled<Claims>): Claims {
  if (error instanceof RevocationUnknown) throw revocationUnknown(error.retryAfterMs);
  if (error !== null && error !== undefined) throw error instanceof Error ? error : new Error('the guard failed');
  if (claims === false) throw fault('err:access:unauthenticated:token', { message: reasonOf(info) });
  remember(host.switchToHttp().getRequest<FastifyRequest>(), claims as AccessTokenClaims);
  return claims;
}

function remember(request: FastifyRequest, claims: AccessTokenClaims): void {
  rememberAuthenticatedAtS(request, authenticatedAtS(claims));
  rememberContext(request, {
    ...placeOf(request),
    tenant: claims.tenant,
    actor: { type: 'client', id: claims.client_id },
    actorChain: [],
    scopes: claims.scopes,
    credential: idsOf(claims),
  });
}

/** The tenant is that of the context. */
function idsOf(claims: AccessTokenClaims): CredentialIds {
  const { tenant: _tenant, signingKey: _key, ...ids } = credentialOf(claims);
  return { ...ids, expiresAtMs: claims.exp * 1000 };
}

/** The strategy's challenge: `Bearer` alone where not one token was sent, else with the refusal's code. */
function reasonOf(info: unknown): string {
  const code = typeof info === 'string' ? /error_description="([a-z-]+)"/.exec(info)?.[1] : undefined;
  return code === undefined
    ? 'header Authorization: send `Bearer` and an access token, once'
    : `the access token is refused: ${code}`;
}
