import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';

export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function listen(server: Server): Promise<Listening> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** An application that tells what it was sent. */
export async function startApplication(): Promise<Listening & { readonly requests: () => number }> {
  let requests = 0;
  const server = createServer((incoming, answer) => {
    requests += 1;
    const parts: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => parts.push(chunk));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ method, url, headers, body: Buffer.concat(parts).toString() }));
    });
  });
  return { ...(await listen(server)), requests: () => requests };
}

/** The way to the real gateway, on which a test can have it answer as it does when nobody can say. */
export async function startWayTo(gateway: string): Promise<Listening & { isUnknown: boolean }> {
  const way = { isUnknown: false };
  const server = createServer((incoming, answer) => {
    if (way.isUnknown) {
      answer.writeHead(503, { 'retry-after': '7' }).end();
      return;
    }
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '', gateway), { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    incoming.pipe(onward);
  });
  return Object.assign(way, await listen(server));
}
