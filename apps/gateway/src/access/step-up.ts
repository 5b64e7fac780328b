import { errorFacts, type ErrorCode } from '@strongroom/contracts';
import { type AccessTokenClaims } from '@strongroom/guard';
import { DomainError } from '@strongroom/kernel';

/** The clocks of issuer and gateway may be so far apart. */
const SKEW_S = 5;
const CODE = 'err:access:unauthenticated:step-up' satisfies ErrorCode;

/** Answered with the challenge of RFC 9470, section 3. */
export class StepUpRequired extends DomainError<typeof CODE> {
  constructor(readonly maxAgeS: number) {
    super(CODE, { message: `${errorFacts(CODE).title}: authenticate within ${maxAgeS} s of this call` });
  }
}

/**
 * When the holder of a token last authenticated, in seconds since the epoch: `auth_time` (RFC 9068, section 2.2.1). A token without one
 * was issued for the client's own secret, so that its `iat` says it; not so where it belongs to a session, which lasts longer.
 */
export function authenticatedAtS({ all, iat, sid }: Pick<AccessTokenClaims, 'all' | 'iat' | 'sid'>): number {
  const { auth_time: authTime } = all;
  if (authTime !== undefined) return typeof authTime === 'number' ? authTime : -Infinity;
  return sid === undefined ? iat : -Infinity;
}

/** @throws {StepUpRequired} where that is longer ago than `maxAgeS` */
export function requireStepUp(atS: number, maxAgeS: number, nowS: number): void {
  if (nowS - atS > maxAgeS + SKEW_S) throw new StepUpRequired(maxAgeS);
}
