import { type TokenVerdict } from '@strongroom/guard';
import { revocationUnknown } from '../access/revocation-unknown.js';

/** An introspection response (RFC 7662, section 2.2), with the members that Strongroom adds. Times are NumericDates. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly iss: string;
      readonly sub: string;
      readonly aud: string | readonly string[];
      readonly client_id: string;
      readonly token_type: 'Bearer';
      readonly scope: string;
      readonly iat: number;
      readonly exp: number;
      readonly nbf?: number;
      readonly jti: string;
      readonly tenant: string;
      readonly sid?: string;
    };

/**
 * What a resource server of `tenant` is told of a token. All that is not good is `active: false` and nothing else, another
 * tenant's token included. Throws `err:access:unavailable:revocation` where nobody can say.
 */
export function introspectionOf(verdict: TokenVerdict, tenant: string): Introspection {
  if (!verdict.active) {
    if (verdict.unavailable) throw revocationUnknown(verdict.retryAfterMs);
    return { active: false };
  }
  const { claims } = verdict;
  if (claims.tenant !== tenant) return { active: false };
  const { iss, sub, aud, client_id, iat, exp, nbf, jti, sid, scopes } = claims;
  const [audience] = aud;
  return {
    ...{ active: true, iss, sub, aud: aud.length === 1 && audience !== undefined ? audience : aud },
    ...{ client_id, token_type: 'Bearer', scope: scopes.join(' '), iat, exp, jti, tenant },
    ...(nbf === undefined ? {} : { nbf }),
    ...(sid === undefined ? {} : { sid }),
  };
}
