import { describe, expect, it } from '@jest/globals';
import { bearerTokenOf } from './bearer-token.js';

/** As Node gives them: every header as it came, and of those that must not come twice the first. */
function tokenOf(...authorization: readonly string[]): string {
  const [first] = authorization;
  return bearerTokenOf({
    headers: first === undefined ? {} : { authorization: first },
    rawHeaders: ['Host', 'authorization', ...authorization.flatMap((value) => ['Authorization', value])],
  });
}

describe('bearerTokenOf', () => {
  it.each(['Bearer a.b-c_d', 'bearer a.b-c_d', 'BEARER   a.b-c_d'])('reads %j', (header) => {
    expect(tokenOf(header)).toBe('a.b-c_d');
  });

  it.each([[[]], [['']], [['Bearer']], [['Bearer ']], [['Bearer a b']], [['Bearer a, Bearer b']]])(
    'refuses %j',
    (headers) => {
      expect(() => tokenOf(...headers)).toThrow('send `Bearer` and an access token, once');
    },
  );

  it('refuses two headers, whichever holds the good token', () => {
    expect(() => tokenOf('Bearer a', 'Bearer b')).toThrow('once');
  });
});
