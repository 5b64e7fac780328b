import { posix } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkedPath } from './path.js';

describe('checkedPath', () => {
  it.each(['services/auth-token/signing/2026-11', 'tokens/acme/0198c0de-7e57-7000-8000-000000000000', 'a', 'A_1.pem'])(
    'accepts %j as it is',
    (path) => {
      expect(checkedPath(path)).toBe(path);
    },
  );

  it('accepts nothing that a URL or a path would read as something else', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            'a',
            'b',
            '/',
            '.',
            '%',
            '2',
            'f',
            '?',
            '#',
            '&',
            ';',
            '{',
            '}',
            '\\',
            ' ',
            '\n',
            '-',
            '_',
          ),
        }),
        (path) => {
          try {
            checkedPath(path);
          } catch {
            return;
          }
          expect(posix.normalize(`/${path}`)).toBe(`/${path}`);
          expect(new URL(`http://store/${path}`).href).toBe(`http://store/${path}`);
        },
      ),
    );
  });
});
