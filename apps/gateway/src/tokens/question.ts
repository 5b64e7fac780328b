import { type findEndings, type InputToSend } from '@strongroom/contracts';
import { credentialOf, type Guard, type TokenVerdict } from '@strongroom/guard';

const TOKEN_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isTokenId = (text: string): boolean => TOKEN_ID.test(text);

/** What the guard said of a token, and what is left to ask of the log. */
export interface Question {
  /** Absent where an id was given instead of a token. */
  readonly verdict?: TokenVerdict;
  readonly ask?: InputToSend<typeof findEndings>['tokens'][number];
  /** A good signature, and another tenant's: nothing is said of it. */
  readonly isForeign?: true;
}

/** In the order of the tokens. Once nobody can say of one, none is waited for after it: each would take as long. */
export async function questionsOf(
  tokens: readonly string[],
  tenant: string,
  guard: Pick<Guard, 'verdict'>,
): Promise<readonly Question[]> {
  const questions: Question[] = [];
  let unavailable: Question | undefined;
  for (const token of tokens) {
    const question: Question = isTokenId(token)
      ? { ask: { jti: token } }
      : (unavailable ?? (await questionOf(token, tenant, guard)));
    if (question.verdict?.active === false && question.verdict.unavailable) unavailable = question;
    questions.push(question);
  }
  return questions;
}

async function questionOf(token: string, tenant: string, guard: Pick<Guard, 'verdict'>): Promise<Question> {
  const verdict = await guard.verdict(token, { policy: 'strict' });
  if (verdict.active) return verdict.claims.tenant === tenant ? { verdict } : { verdict, isForeign: true };
  if (verdict.unavailable || !isEnded(verdict.reason.code)) return { verdict };
  const { header, claims } = readVerified(token);
  if (claims.tenant !== tenant) return { verdict, isForeign: true };
  const services = [claims.aud].flat();
  const { jti, tenant: _tenant, signingKey: _key, ...names } = credentialOf({ ...claims, aud: services });
  if (!isTokenId(jti)) return { verdict };
  return { verdict, ask: { jti, names: { ...names, services, signing_key: header.kid } } };
}

/** Said by a guard only of a token whose signature and claims were found good. */
function isEnded(code: string): boolean {
  return code === 'revoked' || code === 'stopped';
}

type Signed = Omit<Parameters<typeof credentialOf>[0], 'aud'> & { readonly aud: string | string[] };

/** The guard has verified it a moment ago, strictly: nothing is left to check. */
function readVerified(token: string): { readonly header: { readonly kid: string }; readonly claims: Signed } {
  const [header = '', payload = ''] = token.split('.');
  const parsed = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  return { header: parsed(header) as { kid: string }, claims: parsed(payload) as Signed };
}
