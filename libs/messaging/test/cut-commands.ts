import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to Redis whose connections that neither block nor listen can be cut, while the others stay. */
export class CutCommands {
  readonly #sockets = new Map<Socket, { readonly far: Socket; special: boolean }>();
  readonly #held = new Set<() => void>();
  readonly #server: Server;
  #cut = false;

  private constructor(target: URL) {
    this.#server = createServer((near) => {
      this.#join(near, target);
    });
  }

  static async to(url: string): Promise<CutCommands> {
    const way = new CutCommands(new URL(url));
    way.#server.listen(0, '127.0.0.1');
    await once(way.#server, 'listening');
    return way;
  }

  /** Connections that were made since the cut, and get no answer. */
  get waiting(): number {
    return this.#held.size;
  }

  /** `original`, by this way. */
  through(original: string): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return Object.assign(new URL(original), { hostname: '127.0.0.1', port: String(address.port) }).href;
  }

  cut(): void {
    this.#cut = true;
    for (const [near, { special }] of this.#sockets) if (!special) near.resetAndDestroy();
  }

  mend(): void {
    this.#cut = false;
    for (const pass of this.#held) pass();
    this.#held.clear();
  }

  close(): void {
    for (const near of this.#sockets.keys()) near.destroy();
    this.#server.close();
  }

  #join(near: Socket, target: URL): void {
    const far = connect(Number(target.port), target.hostname);
    const pair = { far, special: false };
    this.#sockets.set(near, pair);
    for (const socket of [near, far]) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(near);
        near.destroy();
        far.destroy();
      });
    }
    const pass = (): void => {
      near.on('data', (bytes: Buffer) => {
        pair.special ||= /blmpop|xreadgroup|\bsubscribe/i.test(bytes.toString('latin1'));
      });
      near.pipe(far);
      far.pipe(near);
    };
    if (this.#cut) this.#held.add(pass);
    else pass();
  }
}
