import type { AccessTokenClaims } from '@strongroom/guard';

/** One thing that was looked at, and what was found. */
export interface Finding {
  readonly check: string;
  readonly verdict: 'ok' | 'refused' | 'unknown';
  readonly about: string;
}

export interface Expectations {
  readonly issuer: string;
  readonly audience: string;
  /** Seconds since the Unix epoch. */
  readonly nowS: number;
  /** How far clocks may be apart, as the guards have it. */
  readonly leewayS: number;
}

/** What each claim of a token, whose signature holds, says at this moment. */
export function judgeClaims(claims: AccessTokenClaims, expected: Expectations): readonly Finding[] {
  const { nowS, leewayS } = expected;
  const finding = (check: string, ok: boolean, about: string): Finding => ({
    check,
    verdict: ok ? 'ok' : 'refused',
    about,
  });
  return [
    finding('iss', claims.iss === expected.issuer, claims.iss),
    finding('aud', claims.aud.includes(expected.audience), claims.aud.join(', ')),
    finding('exp', claims.exp > nowS - leewayS, moment(claims.exp, nowS)),
    ...(claims.nbf === undefined ? [] : [finding('nbf', claims.nbf <= nowS + leewayS, moment(claims.nbf, nowS))]),
    finding('iat', claims.iat <= nowS + leewayS, moment(claims.iat, nowS)),
    finding('jti', true, claims.jti),
    finding('sub', true, claims.sub),
    finding('client_id', true, claims.client_id),
    finding('tenant', true, claims.tenant),
    finding('scope', true, claims.scopes.join(' ')),
    finding('pos', true, String(claims.pos)),
  ];
}

/** `2026-11-21T08:00:00.000Z (in 873 s)` */
export function moment(atS: number, nowS: number): string {
  const awayS = Math.round(atS - nowS);
  const distance = awayS >= 0 ? `in ${awayS} s` : `${-awayS} s ago`;
  return `${new Date(atS * 1_000).toISOString()} (${distance})`;
}
