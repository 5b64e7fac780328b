import { InvalidArgumentError } from 'commander';
import type { Output } from '../output/output.js';

/** The most that one answer of a list has. */
const PAGE = 500;

interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** The first `limit` rows of a list, page by page, and whether there are more. */
export async function pagesOf<Row>(
  limit: number,
  read: (page: { readonly limit: number; readonly before: string | undefined }) => Promise<Page<Row>>,
): Promise<{ readonly found: readonly Row[]; readonly more: boolean }> {
  const found: Row[] = [];
  let before: string | null | undefined;
  while (before !== null && found.length < limit) {
    const page = await read({ before, limit: Math.min(PAGE, limit - found.length) });
    found.push(...page.rows);
    before = page.next;
  }
  return { found, more: before !== null };
}

export function showPages<Row>(
  out: Output,
  found: readonly Row[],
  more: boolean,
  columns: Parameters<typeof out.rows<Row>>[1],
): void {
  out.rows(found, columns);
  if (more) out.say('there are more; --limit shows them');
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}
