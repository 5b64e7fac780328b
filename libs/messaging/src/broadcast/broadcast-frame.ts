import { sign, verify, type KeyObject } from 'node:crypto';
import { FieldReader } from '../envelope/field-reader.js';
import { FRAME_BYTES_MAX, KIND_AT, MAGIC, VERSION } from '../envelope/layout.js';
import { isName, isTopic } from '../envelope/names.js';
import { type Refusal } from '../refusal.js';

/** docs/broadcast.md describes each field, its place and its size. */
export interface BroadcastFrame {
  /** The batch holds everything of its topic behind this place, */
  readonly after: number;
  /** up to and including this one. The same as `after` where it only says that there is nothing new. */
  readonly through: number;
  /** When it was signed, Unix milliseconds by the publisher's clock; says nothing about freshness. */
  readonly issuedAtMs: number;
  readonly keyId: string;
  readonly publisher: string;
  readonly topic: string;
  readonly contentType: string;
  /** Probes, of 16 bytes each, that the publisher had taken before it read what is in here. */
  readonly probes: Buffer;
  readonly body: Buffer;
}

export const PROBE_BYTES = 16;
const KIND = 5;
const AFTER_AT = 4;
const THROUGH_AT = 12;
const ISSUED_AT = 20;
const FIELDS_AT = 26;
const SIGNATURE_BYTES = 64;
const SHORT_BYTES_MAX = 0xffff;

/** Throws `RangeError` if the batch, or a field of it, is too long. */
export function signBroadcast(batch: BroadcastFrame, privateKey: KeyObject): Buffer {
  const { keyId, publisher, topic, contentType, probes, body } = batch;
  const header = Buffer.alloc(FIELDS_AT);
  header.writeUInt16BE(MAGIC, 0);
  header[2] = VERSION;
  header[KIND_AT] = KIND;
  header.writeBigUInt64BE(BigInt(batch.after), AFTER_AT);
  header.writeBigUInt64BE(BigInt(batch.through), THROUGH_AT);
  header.writeUIntBE(batch.issuedAtMs, ISSUED_AT, 6);
  const bodyLength = Buffer.alloc(4);
  bodyLength.writeUInt32BE(body.length);
  const fields = [keyId, publisher, topic, contentType, probes].flatMap(afterItsLength);
  const signed = Buffer.concat([header, ...fields, bodyLength, body]);
  if (signed.length + SIGNATURE_BYTES > FRAME_BYTES_MAX)
    throw new RangeError(`the batch is longer than ${FRAME_BYTES_MAX} bytes`);
  return Buffer.concat([signed, sign(null, signed, privateKey)]);
}

function afterItsLength(field: string | Buffer): readonly Buffer[] {
  const bytes = Buffer.from(field);
  if (bytes.length > SHORT_BYTES_MAX) throw new RangeError(`a field is longer than ${SHORT_BYTES_MAX} bytes`);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return [length, bytes];
}

/** Reads `frame` strictly, without regard to its signature. Never throws: any bytes may be found in a stream. */
export function decodeBroadcast(frame: Buffer): BroadcastFrame | Extract<Refusal, 'malformed' | 'version'> {
  if (frame.length < FIELDS_AT + SIGNATURE_BYTES || frame.length > FRAME_BYTES_MAX) return 'malformed';
  if (frame.readUInt16BE(0) !== MAGIC) return 'malformed';
  if (frame[2] !== VERSION) return 'version';
  if (frame[KIND_AT] !== KIND) return 'malformed';
  const fields = new FieldReader(frame, FIELDS_AT, frame.length - SIGNATURE_BYTES);
  const batch: BroadcastFrame = {
    after: Number(frame.readBigUInt64BE(AFTER_AT)),
    through: Number(frame.readBigUInt64BE(THROUGH_AT)),
    issuedAtMs: frame.readUIntBE(ISSUED_AT, 6),
    keyId: fields.short(),
    publisher: fields.short(),
    topic: fields.short(),
    contentType: fields.short(),
    probes: fields.shortBytes(),
    body: fields.bytes(),
  };
  return fields.exhausted && isSound(batch) ? batch : 'malformed';
}

export function isBroadcastSignedBy(frame: Buffer, publicKey: KeyObject): boolean {
  if (publicKey.asymmetricKeyType !== 'ed25519') return false;
  return verify(null, frame.subarray(0, -SIGNATURE_BYTES), publicKey, frame.subarray(-SIGNATURE_BYTES));
}

function isSound({ after, through, publisher, topic, probes }: BroadcastFrame): boolean {
  return (
    Number.isSafeInteger(through) &&
    after <= through &&
    isName(publisher) &&
    isTopic(topic) &&
    probes.length % PROBE_BYTES === 0
  );
}
