import { type ExecutionContext, Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { fault } from '@strongroom/contracts';
import { credentialOf, type AccessTokenClaims } from '@strongroom/guard';
import { RevocationUnknown } from '@strongroom/guard/passport';
import { type CredentialIds } from '@strongroom/security-context';
import { type FastifyRequest } from 'fastify';
import { placeOf, rememberAuthenticatedAtS, rememberContext } from './request-context.js';
import { revocationUnknown } from './revocation-unknown.js';
import { authenticatedAtS } from './step-up.js';

/** The name of the strategy that judges as if no emergency stop stood. */
export const DURING_STOP = 'strongroom-during-stop';

/** The door before every route that needs a credential: passport-jwt, which sees only tokens that our guard has accepted. */
@Injectable()
export class AccessTokenGuard extends AuthGuard('strongroom') {
  override handleRequest<Claims>(...[error, claims, info, host]: Handled<Claims>): Claims {
    return admitted(error, claims, info, host);
  }
}

/** The same before the routes of those who deal with an emergency: what was issued since the stop is let through. */
@Injectable()
export class DuringStopGuard extends AuthGuard(DURING_STOP) {
  override handleRequest<Claims>(...[error, claims, info, host]: Handled<Claims>): Claims {
    return admitted(error, claims, info, host);
  }
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
