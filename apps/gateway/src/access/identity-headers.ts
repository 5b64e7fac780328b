import { type AccessTokenClaims } from '@strongroom/guard';

/**
 * Who was let in, for what stands behind a proxy. All of them are in every answer, empty ones too: a proxy that copies
 * them writes over whatever its client sent under the same names.
 */
export function identityHeaders(claims: AccessTokenClaims): Readonly<Record<string, string>> {
  return {
    'x-strongroom-subject': claims.sub,
    'x-strongroom-client': claims.client_id,
    'x-strongroom-tenant': claims.tenant,
    'x-strongroom-scope': claims.scopes.join(' '),
    'x-strongroom-jti': claims.jti,
  };
}
