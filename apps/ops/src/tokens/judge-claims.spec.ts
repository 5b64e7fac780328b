import type { AccessTokenClaims } from '@strongroom/guard';
import { describe, expect, it } from '@jest/globals';
import { judgeClaims, moment } from './judge-claims.js';

const nowS = 1_800_000_000;
const expected = { issuer: 'https://here', audience: 'https://here', nowS, leewayS: 5 };

function claims(about: Partial<AccessTokenClaims> = {}): AccessTokenClaims {
  return {
    iss: 'https://here',
    sub: 'demo',
    aud: ['https://here'],
    exp: nowS + 900,
    iat: nowS,
    jti: 'id',
    client_id: 'demo',
    tenant: 'demo',
    pos: 1,
    scopes: ['orders:read'],
    all: {},
    ...about,
  };
}

function refused(about: Partial<AccessTokenClaims>): string[] {
  return judgeClaims(claims(about), expected)
    .filter(({ verdict }) => verdict === 'refused')
    .map(({ check }) => check);
}

describe('judgeClaims', () => {
  it('finds nothing wrong with a token as it was issued', () => {
    expect(refused({})).toEqual([]);
  });

  it.each([
    ['iss', { iss: 'https://elsewhere' }],
    ['aud', { aud: ['https://elsewhere'] }],
    ['exp', { exp: nowS - 6 }],
    ['nbf', { nbf: nowS + 6 }],
    ['iat', { iat: nowS + 6 }],
  ] as const)('names %s when that is what is wrong', (check, about) => {
    expect(refused(about)).toEqual([check]);
  });

  it('allows clocks the distance that guards allow', () => {
    expect(refused({ exp: nowS - 4, nbf: nowS + 5, iat: nowS + 5 })).toEqual([]);
  });
});

describe('moment', () => {
  it('says when, and how far away that is', () => {
    expect(moment(nowS + 60, nowS)).toBe('2027-01-15T08:01:00.000Z (in 60 s)');
    expect(moment(nowS - 60, nowS)).toBe('2027-01-15T07:59:00.000Z (60 s ago)');
  });
});
