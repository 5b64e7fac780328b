/** The field of a stream entry that holds the signed frame. */
export const FRAME_FIELD = 'm';

export interface StreamEntry {
  readonly entryId: string;
  /** Empty where the entry has no such field, which is then found malformed. */
  readonly frame: Buffer;
  /** How often it has been delivered, with this time. */
  readonly attempt: number;
}

/** The entries in an answer of XREADGROUP of one stream: `[[stream, [[id, fields], ...]]]`, or nil. */
export function readEntries(answer: unknown): readonly StreamEntry[] {
  const [stream] = listOf(answer);
  return listOf(listOf(stream)[1]).map((entry) => {
    const [id, fields] = listOf(entry);
    return { entryId: String(id), frame: frameIn(fields), attempt: 1 };
  });
}

/** The entries in an answer of the script `claimEvents`: `[[id, deliveries, fields], ...]`. */
export function claimedEntries(answer: unknown): readonly StreamEntry[] {
  return listOf(answer).map((entry) => {
    const [id, deliveries, fields] = listOf(entry);
    return { entryId: String(id), frame: frameIn(fields), attempt: Number(deliveries) };
  });
}

/** When Redis took the entry, Unix milliseconds: stream ids begin with it. */
export function publishedMs(entryId: string): number {
  return Number.parseInt(entryId, 10);
}

/** Fields and values of an entry, which Redis answers in one list. */
export function fieldsOf(fields: unknown): ReadonlyMap<string, Buffer> {
  const list = listOf(fields);
  return new Map(
    list.flatMap((name, index) => {
      const value = list[index + 1];
      return index % 2 === 0 && Buffer.isBuffer(value) ? [[String(name), value] as const] : [];
    }),
  );
}

/** The entries in an answer of XRANGE: `[[id, fields], ...]`. */
export function rangeEntries(answer: unknown): readonly { readonly id: string; readonly fields: unknown }[] {
  return listOf(answer).map((entry) => {
    const [id, fields] = listOf(entry);
    return { id: String(id), fields };
  });
}

function frameIn(fields: unknown): Buffer {
  const list = listOf(fields);
  const at = list.findIndex((name, index) => index % 2 === 0 && String(name) === FRAME_FIELD);
  const frame = at < 0 ? undefined : list[at + 1];
  return Buffer.isBuffer(frame) ? frame : Buffer.alloc(0);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
