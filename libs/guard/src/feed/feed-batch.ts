import { parseStrictJsonObject, type JsonObject } from '../encoding/strict-json.js';
import { revocationScopes, writeId128 } from '../revocation/id128.js';
import type { RevocationEntry } from '../revocation/revocation-source.js';
import { FeedFault } from './feed-fault.js';

/** The body of a feed response (docs/feed.md): what is said about the log, then entries of 32 bytes each. */
export interface FeedBatch {
  readonly after: number;
  readonly through: number;
  readonly head: number;
  readonly remaining?: number;
  /** `atMs`: database time read before the scan that gave `seq`; milliseconds since the Unix epoch. */
  readonly heartbeat?: { readonly seq: number; readonly atMs: number };
  /** Database time when head and heartbeat were read. */
  readonly databaseNowMs: number;
  /** How long after the request came in the database was read. Negative where it had been read before. */
  readonly heldMs: number;
  readonly entries: readonly RevocationEntry[];
}

const LENGTH_BYTES = 4;
const ENTRY_BYTES = 32;
const SEQ_AT = 16;
const EXPIRES_AT = 24;
const SCOPE_AT = 28;

export function encodeFeedBatch({ entries, ...about }: FeedBatch): Buffer {
  const head = Buffer.from(JSON.stringify({ ...about, entries: entries.length }));
  const body = Buffer.alloc(LENGTH_BYTES + head.length + entries.length * ENTRY_BYTES);
  body.writeUInt32BE(head.length);
  head.copy(body, LENGTH_BYTES);
  let at = LENGTH_BYTES + head.length;
  for (const { id, seq, expiresAtS, scope } of entries) {
    writeId128(id, body, at);
    body.writeBigUInt64BE(BigInt(seq), at + SEQ_AT);
    body.writeUInt32BE(expiresAtS, at + EXPIRES_AT);
    body.writeUInt8(revocationScopes.indexOf(scope), at + SCOPE_AT);
    at += ENTRY_BYTES;
  }
  return body;
}

/** @throws FeedFault `malformed`: nothing of a batch is applied that is not wholly understood */
export function decodeFeedBatch(body: Buffer): FeedBatch {
  const headBytes = body.length >= LENGTH_BYTES ? body.readUInt32BE() : Infinity;
  const entriesAt = LENGTH_BYTES + headBytes;
  const head = body.length >= entriesAt ? parseStrictJsonObject(body.subarray(LENGTH_BYTES, entriesAt)) : undefined;
  if (!head) throw malformed('no head');
  const count = (body.length - entriesAt) / ENTRY_BYTES;
  if (!Number.isInteger(count) || count !== head['entries']) throw malformed('entries missing or left over');

  const about = readHead(head);
  const records = new DataView(body.buffer, body.byteOffset + entriesAt, count * ENTRY_BYTES);
  const entries: RevocationEntry[] = [];
  for (let at = 0; at < records.byteLength; at += ENTRY_BYTES) entries.push(readEntry(records, at));
  return { ...about, entries };
}

function readHead(head: JsonObject): Omit<FeedBatch, 'entries'> {
  const { remaining, heartbeat } = head;
  const { seq, atMs } = (heartbeat ?? {}) as JsonObject;
  const about = {
    after: count(head, 'after'),
    through: count(head, 'through'),
    head: count(head, 'head'),
    ...(remaining !== undefined && { remaining: count(head, 'remaining') }),
    ...(heartbeat !== undefined && { heartbeat: { seq: count({ seq }, 'seq'), atMs: finite({ atMs }, 'atMs') } }),
    databaseNowMs: finite(head, 'databaseNowMs'),
    heldMs: finite(head, 'heldMs'),
  };
  if (about.through < about.after) throw malformed('ends before it begins');
  return about;
}

/** Word by word through a DataView: a snapshot has millions, and a Buffer's own readers and BigInt take twice as long. */
function readEntry(records: DataView, at: number): RevocationEntry {
  const scope = revocationScopes[records.getUint8(at + SCOPE_AT)];
  if (scope === undefined) throw malformed('a scope this guard does not know');
  return {
    id: [records.getInt32(at), records.getInt32(at + 4), records.getInt32(at + 8), records.getInt32(at + 12)],
    seq: records.getUint32(at + SEQ_AT) * 2 ** 32 + records.getUint32(at + SEQ_AT + 4),
    expiresAtS: records.getUint32(at + EXPIRES_AT),
    scope,
  };
}

function finite(object: JsonObject, name: string): number {
  const value = object[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw malformed(name);
  return value;
}

function count(object: JsonObject, name: string): number {
  const value = finite(object, name);
  if (!Number.isSafeInteger(value) || value < 0) throw malformed(name);
  return value;
}

function malformed(detail: string): FeedFault {
  return new FeedFault('malformed', detail);
}
