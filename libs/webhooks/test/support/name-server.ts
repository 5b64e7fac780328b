import { createSocket } from 'node:dgram';
import { once } from 'node:events';

const TYPE_A = 1;
const HEADER_BYTES = 12;

/** A DNS server (RFC 1035) on this machine that knows IPv4 addresses; to other questions it answers that there are none. */
export class NameServer {
  /** Addresses of a name, each time that it is asked for. */
  answers: (name: string) => readonly string[] = () => [];
  /** Names that were asked for, by type A. */
  readonly asked: string[] = [];
  readonly #socket = createSocket('udp4');

  static async open(): Promise<NameServer> {
    const server = new NameServer();
    server.#socket.on('message', (query, { port, address }) => {
      server.#socket.send(server.#answer(query), port, address);
    });
    server.#socket.bind(0, '127.0.0.1');
    await once(server.#socket, 'listening');
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  close(): void {
    this.#socket.close();
  }

  #answer(query: Buffer): Buffer {
    const { name, end } = nameIn(query);
    const question = query.subarray(HEADER_BYTES, end + 4);
    const isForAddress = query.readUInt16BE(end) === TYPE_A;
    if (isForAddress) this.asked.push(name);
    const records = (isForAddress ? this.answers(name) : []).map((address) =>
      // A pointer to the name in the question, type A, class IN, no time to live.
      Buffer.from([0xc0, HEADER_BYTES, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address.split('.').map(Number)]),
    );
    const header = Buffer.alloc(HEADER_BYTES);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    return Buffer.concat([header, question, ...records]);
  }
}

function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.'), end: at + 1 };
}
