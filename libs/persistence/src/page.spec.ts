import { describe, expect, it } from '@jest/globals';
import { pageOf } from './page.js';

const rows = [3, 2, 1].map((id) => ({ id }));

describe('a page', () => {
  it('names its last row where there was one more than it holds, and nothing where there was not', () => {
    expect(pageOf(rows, 2, ({ id }) => id)).toEqual({ page: [{ id: 3 }, { id: 2 }], next: 2 });
    expect(pageOf(rows, 3, ({ id }) => id)).toEqual({ page: rows, next: null });
    expect(pageOf<{ id: number }, number>([], 3, ({ id }) => id)).toEqual({ page: [], next: null });
  });
});
