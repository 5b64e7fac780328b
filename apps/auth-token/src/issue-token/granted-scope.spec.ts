import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { grantedScope } from './granted-scope.js';

describe('the scope of a token', () => {
  it('is all that the client may have when none is asked for', () => {
    expect(grantedScope(undefined, ['orders:read', 'secrets:read'])).toBe('orders:read secrets:read');
  });

  it('has what stops the system only where it is asked for by name', () => {
    const allowed = ['revocation:read', 'revocation:emergency'];
    expect(grantedScope(undefined, allowed)).toBe('revocation:read');
    expect(grantedScope('revocation:emergency', allowed)).toBe('revocation:emergency');
  });

  it('is what was asked for, each name once', () => {
    expect(grantedScope('b a b', ['a', 'b', 'c'])).toBe('b a');
  });

  it('is refused whole when the client may not have a part of it', () => {
    expect(() => grantedScope('a x', ['a'])).toThrow(
      expect.objectContaining({ code: 'err:oauth:invalid:scope', message: 'scope: the client may not have x' }),
    );
  });

  it.each(['', ' ', 'a  b', ' a', 'a ', 'a\tb', 'a"b', 'a\\b', 'ä'])('cannot be %j', (malformed) => {
    expect(() => grantedScope(malformed, [malformed, 'a', 'b'])).toThrow(
      expect.objectContaining({ code: 'err:oauth:invalid:scope' }),
    );
  });

  it('never holds a name that the client was not given', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), fc.uniqueArray(name), (asked, allowed) => {
        const allAllowed = asked.every((one) => allowed.includes(one));
        if (allAllowed) {
          expect(new Set(grantedScope(asked.join(' '), allowed).split(' '))).toEqual(new Set(asked));
        } else {
          expect(() => grantedScope(asked.join(' '), allowed)).toThrow();
        }
      }),
    );
  });
});
