import { createServer } from 'node:net';

/** A TCP port on the loopback address: the first of `preferred` that is free, else any. */
export async function freePort(preferred: readonly number[] = []): Promise<number> {
  for (const port of [...preferred, 0]) {
    const free = await tryPort(port);
    if (free !== undefined) return free;
  }
  throw new Error('no free TCP port on 127.0.0.1');
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(undefined);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? address?.port : undefined);
      });
    });
  });
}
