import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The way of one process to a server, which a scenario can cut: by resets, or so that nothing arrives and nobody is told. */
export class Network {
  #state: 'whole' | 'resets' | 'black hole' = 'whole';
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  private constructor(target: number) {
    this.#server = createServer({ pauseOnConnect: true }, (near) => {
      this.#join(near, target);
    });
  }

  static async to(target: number): Promise<Network> {
    const network = new Network(target);
    network.#server.listen(0, '127.0.0.1');
    await once(network.#server, 'listening');
    return network;
  }

  /** Of a Redis behind it. */
  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Every connection is reset, and every new one too. */
  reset(): void {
    this.#state = 'resets';
    this.#resetAll();
  }

  /** Connections stay and new ones are taken; nothing passes. */
  swallow(): void {
    this.#state = 'black hole';
    for (const pair of this.#pairs) for (const socket of pair) socket.unpipe().pause();
  }

  /** Whoever was swallowed is reset, as by a peer that no longer knows of the connection. */
  mend(): void {
    const wasHole = this.#state === 'black hole';
    this.#state = 'whole';
    if (wasHole) this.#resetAll();
  }

  close(): void {
    this.#resetAll();
    this.#server.close();
  }

  #join(near: Socket, target: number): void {
    if (this.#state === 'resets') {
      near.resetAndDestroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    const pair = [near, far] as const;
    this.#pairs.add(pair);
    for (const socket of pair) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#pairs.delete(pair);
        near.destroy();
        far.destroy();
      });
    }
    if (this.#state !== 'whole') return;
    near.pipe(far);
    far.pipe(near);
  }

  #resetAll(): void {
    for (const [near, far] of this.#pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }
}
