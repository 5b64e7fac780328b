import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Which of the secrets that the receiver knows the unmodified library accepts, by their places. */
  readonly verifiedBy: readonly number[];
}

type Answer = (request: Received, response: ServerResponse) => unknown;

const wellDone: Answer = (_, response) => response.writeHead(204).end();

/** A receiver on this machine, over real HTTP, that checks what it gets with `standardwebhooks` as it is published. */
export class Receiver {
  readonly received: Received[] = [];
  /** Known to the receiver; the first is what it was given when its webhook was made. */
  readonly secrets: string[] = [];
  answer: Answer = wellDone;
  readonly #server = createServer((request, response) => {
    void this.#take(request, response);
  });
  #changed = Promise.withResolvers<undefined>();

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** Those that have come, as soon as they are so many. */
  async first(count: number): Promise<readonly Received[]> {
    while (this.received.length < count) await this.#changed.promise;
    return this.received.slice(0, count);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = request.headers as Record<string, string>;
    const accepts = (secret: string): boolean => {
      try {
        new Webhook(secret).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    };
    const told = JSON.parse(body) as Omit<Received, 'id' | 'verifiedBy'>;
    const verifiedBy = this.secrets.flatMap((secret, place) => (accepts(secret) ? [place] : []));
    const one = { id: headers['webhook-id'] ?? '', ...told, verifiedBy };
    this.received.push(one);
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
    await this.answer(one, response);
  }
}
