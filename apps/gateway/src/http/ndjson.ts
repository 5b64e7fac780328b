import { Readable } from 'node:stream';

export interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** A page of an output whose items are in `field`. */
export function pageOf(output: unknown, field: string): Page {
  const { [field]: items, next } = output as Readonly<Record<string, unknown>>;
  if (!Array.isArray(items) || !(typeof next === 'string' || next === null)) {
    throw new TypeError(`an output that is streamed needs ${field} and next`);
  }
  return { items, next };
}

/**
 * All pages as lines of JSON. One is asked for when whoever reads has taken the one before, so that memory holds one page however
 * much there is. A page that fails breaks the stream off: without its end, no reader takes a part for the whole.
 */
export function ndjsonOf(first: Page, pageBefore: (before: string) => Promise<Page>): Readable {
  async function* lines(): AsyncGenerator<string> {
    let page = first;
    for (;;) {
      if (page.items.length > 0) yield page.items.map((item) => `${JSON.stringify(item)}\n`).join('');
      if (page.next === null) return;
      page = await pageBefore(page.next);
    }
  }
  return Readable.from(lines(), { highWaterMark: 1 });
}
