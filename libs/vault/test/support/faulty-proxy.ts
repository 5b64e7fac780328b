import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to one request on its way. `lose`: the store carries it out, the answer never arrives. */
export type Fate =
  | { readonly kind: 'pass' }
  | { readonly kind: 'lose' }
  | { readonly kind: 'refuse' }
  | { readonly kind: 'hang' }
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    };

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
}

/** A proxy before a real store, for what a network and a proxy do to a request now and then. */
export class FaultyProxy {
  /** Decides each request's fate; replace it in a test. */
  fate: (seen: Seen) => Fate = () => ({ kind: 'pass' });
  readonly seen: Seen[] = [];
  private readonly server = createServer((req, res) => {
    this.receive(req, res);
  });

  constructor(private readonly target: string) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(req: IncomingMessage, res: ServerResponse): void {
    const token = req.headers['x-vault-token'];
    const seen = {
      method: req.method ?? '',
      path: req.url ?? '',
      token: typeof token === 'string' ? token : undefined,
    };
    this.seen.push(seen);
    const fate = this.fate(seen);
    switch (fate.kind) {
      case 'hang':
        return;
      case 'refuse':
        res.destroy();
        return;
      case 'answer':
        res.writeHead(fate.status, fate.headers).end(fate.body ?? '{"errors":[]}');
        return;
      case 'lose':
      case 'pass':
        this.forward(req, res, fate.kind === 'lose');
    }
  }

  private forward(req: IncomingMessage, res: ServerResponse, lose: boolean): void {
    const { host: _, ...headers } = req.headers;
    const onward = request(new URL(req.url ?? '/', this.target), { method: req.method, headers }, (answer) => {
      if (lose) {
        answer.resume().once('end', () => res.destroy());
      } else {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      }
    });
    onward.once('error', () => res.destroy());
    req.pipe(onward);
  }
}
