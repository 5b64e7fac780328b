import { type checkTokens, type findEndings, type Output } from '@strongroom/contracts';
import { type Question } from './question.js';

type Ending = Output<typeof findEndings>['endings'][number];
type Checked = Output<typeof checkTokens>['tokens'][number];

const nothing = { jti: null, refused: null, ended_by: null, expires_at: null };

/** The guard's refusal stands, whatever else is found: only what both know nothing against is active. */
export function answerOf({ verdict, isForeign, ask }: Question, ending: Ending | undefined): Checked {
  if (isForeign === true) return { ...nothing, status: 'unknown' };
  if (verdict === undefined) {
    if (ask === undefined || ending === undefined) return { ...nothing, status: 'unavailable' };
    const { status, ended_by, expires_at } = ending;
    return { ...nothing, status, jti: ask.jti, ended_by, expires_at };
  }
  if (verdict.active) {
    const { jti, exp } = verdict.claims;
    return { ...nothing, status: 'active', jti, expires_at: new Date(exp * 1000).toISOString() };
  }
  if (verdict.unavailable) return { ...nothing, status: 'unavailable' };
  const { code: refused } = verdict.reason;
  const about = { ...nothing, refused, jti: ask?.jti ?? null, ended_by: ending?.ended_by ?? null };
  if (refused === 'expired') return { ...about, status: 'expired' };
  return { ...about, status: refused === 'revoked' || refused === 'stopped' ? 'revoked' : 'malformed' };
}
