/** A page of a list, and where the next one begins; null where there is none. */
export interface RowsOfPage<Row, Place> {
  readonly page: readonly Row[];
  readonly next: Place | null;
}

/** The first `limit` of `rows`, of which one more was asked for: that it is there says that the list goes on behind the last of the page. */
export function pageOf<Row, Place>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
): RowsOfPage<Row, Place> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { page, next: rows.length > limit && last !== undefined ? placeOf(last) : null };
}
