import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Secret } from './secret.js';

describe('Secret', () => {
  it('shows itself in no way of printing, formatting or serialising', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 9 }), (value) => {
        fc.pre(!'{"held":"[secret]"}Secret'.includes(value));
        const secret = Secret.of(value);
        const held = { held: secret, list: [secret], map: new Map([['key', secret]]) };
        const shown = [
          String(secret),
          // What a careless concatenation does to it.
          ''.concat(secret as unknown as string),
          JSON.stringify(held),
          inspect(held, { depth: 9, showHidden: true }),
          Object.keys(secret).join(),
          JSON.stringify(Object.entries(secret)),
        ];
        expect(shown.filter((text) => text.includes(value))).toEqual([]);
      }),
    );
  });

  it('reveals exactly what it holds', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(Secret.of(value).reveal()).toBe(value);
      }),
    );
  });

  it('equals the same value only, whatever the lengths', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(Secret.of(one).equals(Secret.of(other))).toBe(one === other);
        expect(Secret.of(one).equals(one)).toBe(true);
      }),
    );
  });
});
