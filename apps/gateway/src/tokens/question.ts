import { type findEndings, type InputToSend } from '@strongroom/contracts';
import { type AccessTokenClaims, type Guard, type TokenVerdict } from '@strongroom/guard';

const TOKEN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the guard said of a token, and what is left to ask of the log. */
export interface Question {
  /** Absent where an id was given instead of a token. */
  readonly verdict?: TokenVerdict;
  readonly ask?: InputToSend<typeof findEndings>['tokens'][number];
  /** A good signature, and another tenant's: nothing is said of it. */
  readonly isForeign?: true;
}

export async function questionOf(token: string, tenant: string, guard: Pick<Guard, 'verdict'>): Promise<Question> {
  if (TOKEN_ID.test(token)) return { ask: { jti: token } };
  const verdict = await guard.verdict(token, { policy: 'strict' });
  if (verdict.active) return verdict.claims.tenant === tenant ? { verdict } : { verdict, isForeign: true };
  if (verdict.unavailable || !isEnded(verdict.reason.code)) return { verdict };
  const { header, claims } = readVerified(token);
  if (claims.tenant !== tenant) return { verdict, isForeign: true };
  const { jti, sub: subject, client_id: client, sid: session, pos } = claims;
  if (!TOKEN_ID.test(jti)) return { verdict };
  return { verdict, ask: { jti, names: { subject, client, session, signing_key: header.kid, pos } } };
}

/** Said by a guard only of a token whose signature and claims were found good. */
function isEnded(code: string): boolean {
  return code === 'revoked' || code === 'stopped';
}

type Signed = Pick<AccessTokenClaims, 'jti' | 'sub' | 'client_id' | 'tenant' | 'pos' | 'sid'>;

/** The guard has verified it a moment ago, strictly: nothing is left to check. */
function readVerified(token: string): { readonly header: { readonly kid: string }; readonly claims: Signed } {
  const [header = '', payload = ''] = token.split('.');
  const parsed = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: parsed(header) as { kid: string }, claims: parsed(payload) as Signed };
}
