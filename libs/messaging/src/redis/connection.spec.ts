import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type Redis } from 'ioredis';
import { blockingRead, closeConnection, openConnection, startConnecting } from './connection.js';

const logger = { warn: () => undefined };

/** An address at which nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `redis://127.0.0.1:${port}`;
}

/** `once` would stop at the errors of the attempts. */
const told = (connection: Redis, event: 'reconnecting' | 'end'): Promise<void> =>
  new Promise((resolve) => connection.once(event, resolve));

describe('a connection that is closed while Redis is away', () => {
  it('ends, and so does the read that waits on it', async () => {
    const connection = openConnection(await nobody(), 'blocking', logger);
    startConnecting(connection);
    const read = blockingRead(connection, 'BLMPOP', ['0.5', 1, 'list', 'LEFT']);
    await told(connection, 'reconnecting');
    const ended = told(connection, 'end');
    closeConnection(connection);
    await expect(read).rejects.toThrow('Connection is closed');
    await ended;
    expect(connection.status).toBe('end');
  });
});
