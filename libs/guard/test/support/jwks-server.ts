import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestIssuer } from './issuer.js';

export interface JwksServer {
  readonly origin: string;
  /** The paths asked for, in order. */
  readonly asked: readonly string[];
  /** The set that every path gives. */
  publish(keys: readonly object[]): void;
  close(): Promise<void>;
}

export function jwkOf({ key, kid, alg }: TestIssuer): object {
  return { ...key.key.export({ format: 'jwk' }), kid, alg, use: 'sig' };
}

export async function jwksServer(): Promise<JwksServer> {
  const asked: string[] = [];
  let published: readonly object[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    publish: (keys) => (published = keys),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
