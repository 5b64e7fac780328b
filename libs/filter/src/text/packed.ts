import { gunzipSync } from 'node:zlib';
import type { View, ViewName } from './view.js';

/**
 * What stands in base64, base64url or hexadecimal in a text, decoded: gzip behind it too. A view of what was packed only,
 * each piece in a line of its own, and nothing when there is none: so a text without pays for a look at every sixteenth
 * character. Each character leads back to the digits it is written in, one out of gzip to the whole run.
 */
export function unpack(view: View, name: ViewName): View | undefined {
  const { text } = view;
  const pieces: Piece[] = [];
  let size = 0;
  for (let at = RUN_MIN - 1; at < text.length; at += RUN_MIN) {
    if (!isPacked(text.charCodeAt(at))) continue;
    let start = at;
    while (start > 0 && at - start < RUN_MIN && isPacked(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && isPacked(text.charCodeAt(end))) end++;
    const piece = end - start < RUN_MIN ? undefined : pieceOf(text.slice(start, end), start);
    if (piece && size + piece.text.length < 2 * text.length) {
      pieces.push(piece);
      size += piece.text.length + 1;
    }
    at = end - 1;
  }
  return pieces.length === 0 ? undefined : viewOf(view, pieces, name);
}

const RUN_MIN = 16;
/** Longer runs are files. */
const RUN_MAX = 16_384;

function isPacked(code: number): boolean {
  return (code < 128 ? PACKED[code] : 0) === 1;
}

const PACKED = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** How many digits stand for how many bytes; 0 when every byte hangs on all of them. */
  readonly digits: 0 | 2 | 4;
}

const HEXADECIMAL = /^(?:0x)?((?:[\da-f]{2})+)$/i;

function pieceOf(run: string, start: number): Piece | undefined {
  if (run.length > RUN_MAX) return undefined;
  const end = start + run.length;
  const hexadecimal = HEXADECIMAL.exec(run)?.[1];
  if (hexadecimal !== undefined) {
    const text = readable(Buffer.from(hexadecimal, 'hex'));
    return text === undefined ? undefined : { text, start: end - hexadecimal.length, end, digits: 2 };
  }
  if (run.startsWith(GZIP_BEGINS)) {
    const text = gunzip(Buffer.from(run, 'base64'), 2 * run.length);
    return text === undefined ? undefined : { text, start, end, digits: 0 };
  }
  // Most runs are names or drawn: twelve characters tell.
  if (!beginsReadable(run)) return undefined;
  const text = readable(Buffer.from(run, 'base64'));
  return text === undefined ? undefined : { text, start, end, digits: 4 };
}

/** The magic bytes of gzip (RFC 1952, section 2.3.1), with DEFLATE, in base64. */
const GZIP_BEGINS = 'H4sI';

function gunzip(bytes: Buffer, lengthMax: number): string | undefined {
  try {
    return readable(gunzipSync(bytes, { maxOutputLength: lengthMax }));
  } catch {
    return undefined;
  }
}

/** Text of ASCII: anything else in a run is chance, and a byte is a character then. */
function readable(bytes: Buffer): string | undefined {
  for (const byte of bytes) if (!isReadable(byte)) return undefined;
  return bytes.length === 0 ? undefined : bytes.toString('latin1');
}

function isReadable(byte: number): boolean {
  return byte <= 0x7e && (byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}

/** The same of the first nine bytes of a run in base64, without a buffer for each name. */
function beginsReadable(run: string): boolean {
  for (let at = 0; at < 12; at += 4) {
    let bytes = 0;
    for (let digit = at; digit < at + 4; digit++) bytes = (bytes << 6) | (BASE64[run.charCodeAt(digit)] ?? 0);
    if (!isReadable(bytes >> 16) || !isReadable((bytes >> 8) & 0xff) || !isReadable(bytes & 0xff)) return false;
  }
  return true;
}

/** What each digit stands for, in either alphabet (RFC 4648, sections 4 and 5). */
const BASE64 = Uint8Array.from(
  { length: 128 },
  (_, code) => Buffer.from(`AAA${String.fromCharCode(code)}`, 'base64')[2] ?? 0,
);

function viewOf(parent: View, pieces: readonly Piece[], name: ViewName): View {
  const text = pieces.map((piece) => piece.text).join('\n');
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  let at = 0;
  for (const piece of pieces) {
    for (let index = 0; index <= piece.text.length && at < text.length; index++, at++) {
      const { start, end } = digitsOf(piece, Math.min(index, piece.text.length - 1));
      starts[at] = parent.sourceStart(start);
      ends[at] = parent.sourceEnd(end - 1);
    }
  }
  const changed = [{ start: 0, end: text.length }];
  return {
    ...{ name, text, changed },
    sourceStart: (index) => starts[index] ?? 0,
    sourceEnd: (index) => ends[index] ?? 0,
  };
}

/** Where the digits of the byte at `index` are. Of base64 a byte has two of a group of four. */
function digitsOf({ start, end, digits }: Piece, index: number): { readonly start: number; readonly end: number } {
  if (digits === 0) return { start, end };
  if (digits === 2) return { start: start + 2 * index, end: start + 2 * index + 2 };
  const first = start + Math.floor((index * 4) / 3);
  return { start: first, end: Math.min(end, first + 2) };
}
