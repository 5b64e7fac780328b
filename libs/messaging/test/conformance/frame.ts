import { createHmac, type KeyObject } from 'node:crypto';

/** Fields of an envelope that a forger cares for. */
export interface Forged {
  readonly kind: 'request' | 'reply' | 'cancel';
  readonly id: string;
  readonly about?: string;
  readonly deadlineMs: number;
  readonly sender: string;
  readonly audience: string;
  readonly pattern?: string;
  readonly replyTo?: string;
  readonly body: unknown;
}

export const DEADLINE_AT = 38;
export const SIGNATURE_BYTES = 32;
const kinds = { request: 1, reply: 2, cancel: 4 };

/**
 * A frame as docs/envelope.md describes it. Written from that page, and not with the library's own writer: a forger has
 * the page, too.
 */
export function frame(forged: Forged, key: KeyObject): Buffer {
  const { kind, id, about = '', deadlineMs, sender, audience, pattern = '', replyTo = '', body } = forged;
  const header = Buffer.alloc(44);
  header.write('SR', 0, 'latin1');
  header[2] = 1;
  header[3] = kinds[kind];
  header[4] = 1;
  header.write(id.replaceAll('-', ''), 6, 'hex');
  header.write(about.replaceAll('-', ''), 22, 'hex');
  header.writeUIntBE(deadlineMs, DEADLINE_AT, 6);
  const short = ['1', sender, audience, pattern, replyTo, '', '', 'application/json', ''].map((text) => field(2, text));
  const long = ['', '', JSON.stringify(body)].map((text) => field(4, text));
  const unsigned = Buffer.concat([header, ...short, ...long]);
  return Buffer.concat([unsigned, createHmac('sha256', key).update(unsigned).digest()]);
}

function field(lengthBytes: 2 | 4, text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(lengthBytes);
  length.writeUIntBE(bytes.length, 0, lengthBytes);
  return Buffer.concat([length, bytes]);
}

/** The same with other bytes at `at`, and the signature left as it was. */
export function altered(original: Buffer, at: number, bytes: Buffer): Buffer {
  const copy = Buffer.from(original);
  bytes.copy(copy, at);
  return copy;
}
