import type { JsonObject } from '../encoding/strict-json.js';
import { refuse, type Refused } from '../refusal.js';
import { type Credential } from '../revocation/cover.js';

/** The claims of an access token (RFC 9068, section 2.2, and Strongroom's own). Times are NumericDates: seconds since the Unix epoch. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: readonly string[];
  readonly exp: number;
  readonly iat: number;
  readonly nbf?: number;
  readonly jti: string;
  readonly client_id: string;
  readonly tenant: string;
  /** The session the token belongs to. */
  readonly sid?: string;
  /** The refresh family it was got from: its refresh tokens descend from one grant (RFC 9700, section 4.14.2). */
  readonly family?: string;
  /** The id of the API key it was got with. */
  readonly api_key_id?: string;
  /** Position in the revocation log that the issuer had applied before it checked the credential this token rests on. */
  readonly pos: number;
  /** `scope`, split at spaces (RFC 6749, section 3.3). */
  readonly scopes: readonly string[];
  /** Every claim as it was signed. */
  readonly all: JsonObject;
}

const ID_CHARS_MAX = 256;
const AUDIENCES_MAX = 32;
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** Reads the claims by shape; whether they hold now, and here, is for the verifier to say. */
export function readAccessTokenClaims(all: JsonObject): AccessTokenClaims | Refused {
  for (const name of ['iss', 'sub', 'aud', 'exp', 'iat', 'jti', 'client_id', 'tenant', 'pos']) {
    if (!Object.hasOwn(all, name)) return refuse('claim-missing', name);
  }
  const { iss, sub, aud, exp, iat, nbf, jti, client_id, tenant, pos, scope } = all as Record<ClaimName, unknown>;
  const { sid, family, api_key_id } = all as Record<ClaimName, unknown>;
  const audiences: unknown = typeof aud === 'string' ? [aud] : aud;

  if (!isId(iss)) return refuse('claim-invalid', 'iss');
  if (!isId(sub)) return refuse('claim-invalid', 'sub');
  if (!isAudience(audiences)) return refuse('claim-invalid', 'aud');
  if (!isCount(exp)) return refuse('claim-invalid', 'exp');
  if (!isCount(iat)) return refuse('claim-invalid', 'iat');
  if (nbf !== undefined && !isCount(nbf)) return refuse('claim-invalid', 'nbf');
  if (!isId(jti)) return refuse('claim-invalid', 'jti');
  if (!isId(client_id)) return refuse('claim-invalid', 'client_id');
  if (!isId(tenant)) return refuse('claim-invalid', 'tenant');
  if (sid !== undefined && !isId(sid)) return refuse('claim-invalid', 'sid');
  if (family !== undefined && !isId(family)) return refuse('claim-invalid', 'family');
  if (api_key_id !== undefined && !isId(api_key_id)) return refuse('claim-invalid', 'api_key_id');
  if (!isCount(pos)) return refuse('claim-invalid', 'pos');
  if (scope !== undefined && !isScope(scope)) return refuse('claim-invalid', 'scope');

  return {
    ...{ iss, sub, aud: audiences, exp, iat, jti, client_id, tenant, pos, all },
    ...(nbf !== undefined && { nbf }),
    ...(sid !== undefined && { sid }),
    ...(family !== undefined && { family }),
    ...(api_key_id !== undefined && { api_key_id }),
    scopes: scope === undefined || scope === '' ? [] : scope.split(' '),
  };
}

/** By what a token can be revoked, as its claims name it. */
export function credentialOf(
  claims: Pick<
    AccessTokenClaims,
    'tenant' | 'jti' | 'sub' | 'client_id' | 'aud' | 'sid' | 'family' | 'api_key_id' | 'pos'
  >,
): Credential {
  const { tenant, jti, sub: subject, client_id: client, aud: services, sid, family, api_key_id: key, pos } = claims;
  return {
    ...{ tenant, jti, subject, client, services, pos },
    ...(sid !== undefined && { session: sid }),
    ...(family !== undefined && { family }),
    ...(key !== undefined && { key }),
  };
}

type ClaimName =
  | 'iss'
  | 'sub'
  | 'aud'
  | 'exp'
  | 'iat'
  | 'nbf'
  | 'jti'
  | 'client_id'
  | 'tenant'
  | 'sid'
  | 'family'
  | 'api_key_id'
  | 'pos'
  | 'scope';

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= ID_CHARS_MAX;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAudience(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= AUDIENCES_MAX && value.every(isId);
}

function isScope(value: unknown): value is string {
  return typeof value === 'string' && (value === '' || SCOPE.test(value));
}
