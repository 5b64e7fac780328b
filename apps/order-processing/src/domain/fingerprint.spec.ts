import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, fingerprint } from './fingerprint.js';

/** The same value with the keys of every object in the reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, reversed(member)]),
      )
    : value;
}

describe('the fingerprint of a request', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        expect(canonicalJson(reversed(body))).toBe(canonicalJson(body));
      }),
    );
  });

  it('canonical form is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (body) => {
        expect(JSON.parse(canonicalJson(body))).toEqual(JSON.parse(JSON.stringify(body)));
      }),
    );
  });

  it('changes with the method, the path, any value, and the order of a list', () => {
    const prints = [
      fingerprint('POST', '/v1/orders', { lines: [1, 2] }),
      fingerprint('PUT', '/v1/orders', { lines: [1, 2] }),
      fingerprint('POST', '/v1/compat/orders', { lines: [1, 2] }),
      fingerprint('POST', '/v1/orders', { lines: [2, 1] }),
      fingerprint('POST', '/v1/orders', { lines: ['1', 2] }),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    expect(fingerprint('post', '/v1/orders', { a: undefined, lines: [1, 2] })).toBe(prints[0]);
  });

  it('is the SHA-256 of method, path and canonical body, a line each', () => {
    // printf 'POST\n/v1/orders\n{"a":[true,null,"x"],"b":1}' | sha256sum
    expect(fingerprint('POST', '/v1/orders', { b: 1, a: [true, null, 'x'] })).toBe(
      '46ad1cecffa941131b2cf7126c597cd4a9b37f56d98bc9a9f6fc7c716472d70d',
    );
    expect(canonicalJson({ b: 1, a: [true, null, 'x'] })).toBe('{"a":[true,null,"x"],"b":1}');
  });
});
