import { describe, expect, it } from '@jest/globals';
import { pagesOf } from './pages.js';

/** A list of so many numbers, which hides where its pages end behind the number that was last. */
function list(length: number) {
  const asked: { readonly limit: number; readonly before: string | undefined }[] = [];
  const read = (page: (typeof asked)[number]) => {
    asked.push(page);
    const from = page.before === undefined ? 0 : Number(page.before) + 1;
    const rows = Array.from({ length: Math.min(page.limit, length - from) }, (_, n) => from + n);
    return Promise.resolve({ rows, next: from + rows.length < length ? String(rows.at(-1)) : null });
  };
  return { asked, read };
}

describe('a list that is read page by page', () => {
  it('goes past what one answer has, and no further than asked for', async () => {
    const { asked, read } = list(2_000);
    const { found, more } = await pagesOf(1_200, read);
    expect(found).toEqual(Array.from({ length: 1_200 }, (_, n) => n));
    expect(more).toBe(true);
    expect(asked.map(({ limit }) => limit)).toEqual([500, 500, 200]);
  });

  it('ends with the list, and says that there is no more', async () => {
    expect(await pagesOf(1_200, list(501).read)).toMatchObject({ found: { length: 501 }, more: false });
  });
});
