import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A way to Redis that keeps what comes back through it: all that whoever uses it has been shown. */
export class WireTap {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #heard: Buffer[] = [];

  private constructor(redisPort: number) {
    this.#server = createServer((socket) => {
      const redis = connect(redisPort, '127.0.0.1');
      for (const end of [socket, redis]) {
        this.#sockets.add(end);
        end.on('error', () => undefined);
      }
      redis.on('data', (bytes: Buffer) => this.#heard.push(bytes));
      socket.pipe(redis).pipe(socket);
    });
  }

  static async open(redisUrl: string): Promise<WireTap> {
    const tap = new WireTap(Number(new URL(redisUrl).port));
    tap.#server.listen(0, '127.0.0.1');
    await once(tap.#server, 'listening');
    return tap;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the tap has no port');
    return `redis://127.0.0.1:${address.port}`;
  }

  /** How often `text` came through. */
  count(text: string): number {
    return Buffer.concat(this.#heard).toString('latin1').split(text).length - 1;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
