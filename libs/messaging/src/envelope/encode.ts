import { type Envelope, kindNumbers, NIL_ID } from './envelope.js';
import {
  ABOUT_AT,
  DEADLINE_AT,
  FRAME_BYTES_MAX,
  HEADER_BYTES,
  ID_AT,
  KIND_AT,
  longFields,
  MAGIC,
  PRIORITY_AT,
  shortFields,
  SIGNATURE_BYTES,
  STATUS_AT,
  VERSION,
} from './layout.js';
import { statusNumbers } from '../status.js';

const UUID_BYTES = 16;
const SHORT_BYTES_MAX = 0xffff;

/** The frame of `envelope`, with room for the signature at its end. Throws `RangeError` if it, or a field, is too long. */
export function encodeEnvelope(envelope: Envelope): Buffer {
  const frame = Buffer.allocUnsafe(frameBytes(envelope));
  frame.writeUInt16BE(MAGIC, 0);
  frame[2] = VERSION;
  frame[KIND_AT] = kindNumbers[envelope.kind];
  frame[PRIORITY_AT] = envelope.priority;
  frame[STATUS_AT] = statusNumbers[envelope.status];
  frame.write(envelope.id.replaceAll('-', ''), ID_AT, 'hex');
  if (envelope.about === envelope.id) frame.copyWithin(ABOUT_AT, ID_AT, ID_AT + UUID_BYTES);
  else if (envelope.about === NIL_ID) frame.fill(0, ABOUT_AT, ABOUT_AT + UUID_BYTES);
  else frame.write(envelope.about.replaceAll('-', ''), ABOUT_AT, 'hex');
  frame.writeUIntBE(envelope.deadlineMs, DEADLINE_AT, 6);
  let at = HEADER_BYTES;
  for (const field of shortFields) {
    const text = envelope[field];
    const length = text === '' ? 0 : frame.write(text, at + 2);
    frame.writeUInt16BE(length, at);
    at += 2 + length;
  }
  for (const field of longFields) {
    const text = envelope[field];
    const length = text === '' ? 0 : frame.write(text, at + 4);
    frame.writeUInt32BE(length, at);
    at += 4 + length;
  }
  frame.writeUInt32BE(envelope.body.length, at);
  envelope.body.copy(frame, at + 4);
  return frame;
}

function frameBytes(envelope: Envelope): number {
  let bytes = HEADER_BYTES + SIGNATURE_BYTES;
  for (const field of shortFields) {
    const length = Buffer.byteLength(envelope[field]);
    if (length > SHORT_BYTES_MAX) throw new RangeError(`${field} is longer than ${SHORT_BYTES_MAX} bytes`);
    bytes += 2 + length;
  }
  for (const field of longFields) bytes += 4 + Buffer.byteLength(envelope[field]);
  bytes += 4 + envelope.body.length;
  if (bytes > FRAME_BYTES_MAX) throw new RangeError(`the message is longer than ${FRAME_BYTES_MAX} bytes`);
  return bytes;
}
