import { AccessTokenVerifier, isRefused, JwksKeys, readAccessTokenClaims, verifyJws } from '@strongroom/guard';
import type { AccessTokenClaims, VerificationKeys } from '@strongroom/guard';
import { CommandFault } from '../exit-code.js';
import { judgeClaims, type Finding } from './judge-claims.js';

const TOKEN_CHARS_MAX = 8_192;
const LEEWAY_S = 5;

export interface JwtFindings {
  readonly findings: readonly Finding[];
  /** Of a token whose signature holds and whose claims can be read. */
  readonly claims?: AccessTokenClaims;
  /** The key that signed it. */
  readonly kid?: string;
}

/**
 * What a guard would find wrong with an access token, and what each claim says. Claims of a token that is not ours are not
 * shown: they prove nothing.
 *
 * @param issuer where the keys are published, and who must have issued the token
 */
export async function validateJwt(token: string, issuer: string, keys = keysOf(issuer)): Promise<JwtFindings> {
  try {
    const jws = await verifyJws(token, keys, TOKEN_CHARS_MAX);
    if (isRefused(jws)) return { findings: [refused('signature', jws.refusal.code, jws.refusal.detail)] };
    const signature: Finding = { check: 'signature', verdict: 'ok', about: `${jws.key.alg}, key ${jws.key.kid}` };
    // The payload is signed by our issuer, which writes JSON objects only.
    const claims = readAccessTokenClaims(
      JSON.parse(jws.payload.toString()) as Parameters<typeof readAccessTokenClaims>[0],
    );
    if (isRefused(claims))
      return { findings: [signature, refused('claims', claims.refusal.code, claims.refusal.detail)] };
    const expected = { issuer, audience: issuer, nowS: Date.now() / 1_000, leewayS: LEEWAY_S };
    const verdict = await guardsVerdict(token, issuer, keys);
    return { findings: [signature, ...judgeClaims(claims, expected), verdict], claims, kid: jws.key.kid };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CommandFault(`the token cannot be checked: ${reason}`, 1, { cause });
  }
}

/** The last word is that of the code which guards run. */
async function guardsVerdict(token: string, issuer: string, keys: VerificationKeys): Promise<Finding> {
  const verifier = new AccessTokenVerifier({ keys, issuer, audience: issuer, leewayS: LEEWAY_S });
  const outcome = await verifier.verify(token);
  if (isRefused(outcome)) return refused('guard', outcome.refusal.code, outcome.refusal.detail);
  return { check: 'guard', verdict: 'ok', about: 'accepted, unless it is revoked' };
}

function refused(check: string, code: string, detail: string): Finding {
  return { check, verdict: 'refused', about: `${code}: ${detail}` };
}

function keysOf(issuer: string): VerificationKeys {
  return new JwksKeys({ url: `${issuer}/.well-known/jwks.json` });
}
