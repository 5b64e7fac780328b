import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const MAGIC_AND_VERSION = 'SR\x01';
const ARGUMENT = /"((?:[^"\\]|\\.)*)"/g;
const SHORT: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b' };

/** A frame as it passed, and the key it was written to where its command names one. */
export interface Tapped {
  readonly frame: Buffer;
  readonly key: string;
}

/** Reads everything that passes through Redis (MONITOR), as one may who has broken into it. */
export class WireTap {
  readonly #socket: Socket;
  readonly #take: (tapped: Tapped) => void;
  readonly #ownAddress: string;
  #rest = '';

  private constructor(port: number, ownAddress: string, take: (tapped: Tapped) => void) {
    this.#take = take;
    this.#ownAddress = ownAddress;
    this.#socket = connect(port, '127.0.0.1').setEncoding('latin1');
    this.#socket.on('data', (chunk) => {
      this.#read(String(chunk));
    });
    this.#socket.on('error', () => undefined);
  }

  /** `ownAddress`: whose writes are not listened to. */
  static async on(port: number, ownAddress: string, take: (tapped: Tapped) => void): Promise<WireTap> {
    const tap = new WireTap(port, ownAddress, take);
    await once(tap.#socket, 'connect');
    tap.#socket.write('MONITOR\r\n');
    return tap;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  /** `+1700000000.1 [0 127.0.0.1:1234] "rpush" "key" "\x00..."` */
  #readLine(line: string): void {
    if (!line.includes(`"${MAGIC_AND_VERSION.slice(0, 2)}\\x01`) || line.includes(`[0 ${this.#ownAddress}]`)) return;
    const values = [...line.matchAll(ARGUMENT)].map(([, escaped = '']) => unescape(escaped));
    for (const value of values)
      if (value.startsWith(MAGIC_AND_VERSION))
        this.#take({ frame: Buffer.from(value, 'latin1'), key: values[1] ?? '' });
  }
}

/** Redis writes what is not printable as `\xNN` or as C does. */
function unescape(text: string): string {
  return text.replace(/\\(?:x([0-9a-f]{2})|(.))/g, (_, hex: string | undefined, letter = '') =>
    hex === undefined ? (SHORT[String(letter)] ?? String(letter)) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
