import { describe, expect, it } from '@jest/globals';
import { requeueDeadLettersOf } from './act-on-dead-letters.js';

const { input } = requeueDeadLettersOf('auth-token');
const id = '1764043200000-0';

describe('which dead letters are meant', () => {
  it.each([
    [{ ids: [id] }],
    [{ all: true }],
    [{ status: 'INTERNAL', older_than_s: 0 }],
    [{ pattern: 'revocation.credential.revoked.v1' }],
  ])('is said by %j', (given) => {
    expect(input.safeParse(given).success).toBe(true);
  });

  it.each([
    ['by nothing', {}],
    ['by a limit alone', { limit: 5, dry_run: true }],
    ['in two ways', { ids: [id], status: 'INTERNAL' }],
    ['by everything and a filter', { all: true, older_than_s: 60 }],
  ])('is not said %s, and the field is named', (_, given) => {
    expect(input.safeParse(given).error?.issues).toMatchObject([{ path: ['ids'] }]);
  });

  it('is at most five hundred at once', () => {
    const ids = Array.from({ length: 501 }, (_, n) => `1764043200000-${n}`);
    expect(input.safeParse({ ids }).error?.issues).toMatchObject([{ message: 'must name at most 500 letters' }]);
  });
});
