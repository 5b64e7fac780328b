import { type Refusal } from '../refusal.js';
import { statusOf } from '../status.js';
import { type Envelope, type Kind, kindNumbers, NIL_ID, priorities } from './envelope.js';
import { FieldReader } from './field-reader.js';
import {
  ABOUT_AT,
  DEADLINE_AT,
  FRAME_BYTES_MAX,
  HEADER_BYTES,
  ID_AT,
  KIND_AT,
  MAGIC,
  PRIORITY_AT,
  SIGNATURE_BYTES,
  STATUS_AT,
  VERSION,
} from './layout.js';
import { isName } from './names.js';

const kindByNumber = new Map<number | undefined, Kind>(
  Object.entries(kindNumbers).map(([kind, number]) => [number, kind as Kind]),
);

const UUID_WORDS = [0, 4, 8, 12] as const;

/** Reads `frame` strictly, without regard to its signature. Never throws: any bytes may be found on a key. */
export function decodeEnvelope(frame: Buffer): Envelope | Extract<Refusal, 'malformed' | 'version'> {
  if (frame.length < HEADER_BYTES + SIGNATURE_BYTES || frame.length > FRAME_BYTES_MAX) return 'malformed';
  if (frame.readUInt16BE(0) !== MAGIC) return 'malformed';
  if (frame[2] !== VERSION) return 'version';
  const kind = kindByNumber.get(frame[KIND_AT]);
  const priority = priorities.find((known) => known === frame[PRIORITY_AT]);
  const status = statusOf(frame.readUInt8(STATUS_AT));
  if (kind === undefined || priority === undefined || status === undefined) return 'malformed';
  const fields = new FieldReader(frame, HEADER_BYTES, frame.length - SIGNATURE_BYTES);
  const id = uuidAt(frame, ID_AT);
  const envelope: Envelope = {
    kind,
    priority,
    status,
    id,
    // In replies the same, in requests and events nothing: a text that is there need not be made.
    about: sameUuid(frame, ABOUT_AT, ID_AT) ? id : isNil(frame, ABOUT_AT) ? NIL_ID : uuidAt(frame, ABOUT_AT),
    deadlineMs: frame.readUIntBE(DEADLINE_AT, 6),
    keyId: fields.short(),
    sender: fields.short(),
    audience: fields.short(),
    pattern: fields.short(),
    replyTo: fields.short(),
    idempotencyKey: fields.short(),
    traceparent: fields.short(),
    contentType: fields.short(),
    contentEncoding: fields.short(),
    metadata: fields.long(),
    securityContext: fields.long(),
    body: fields.bytes(),
  };
  return fields.exhausted && namesAreSafe(envelope) ? envelope : 'malformed';
}

function namesAreSafe({ kind, sender, audience, replyTo }: Envelope): boolean {
  return isName(sender) && isName(audience) && (kind !== 'request' || isName(replyTo));
}

function uuidAt(frame: Buffer, at: number): string {
  const hex = frame.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function sameUuid(frame: Buffer, one: number, other: number): boolean {
  return UUID_WORDS.every((word) => frame.readUInt32BE(one + word) === frame.readUInt32BE(other + word));
}

function isNil(frame: Buffer, at: number): boolean {
  return UUID_WORDS.every((word) => frame.readUInt32BE(at + word) === 0);
}
