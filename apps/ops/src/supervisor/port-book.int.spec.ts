import { createServer } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '@strongroom/provisioning';
import { PortBook } from './port-book.js';

describe('PortBook', () => {
  it('hands out each port once, the preferred one first if it is free', async () => {
    const preferred = await freePort();
    const book = new PortBook();
    const ports = [await book.take(preferred), await book.take(preferred), await book.take(preferred)];
    expect(ports[0]).toBe(preferred);
    expect(new Set(ports).size).toBe(3);
  });

  it('goes around a port that somebody else has', async () => {
    const squatter = createServer();
    const busy = await freePort();
    await new Promise<void>((resolve) => squatter.listen(busy, '127.0.0.1', resolve));
    expect(await new PortBook().take(busy)).not.toBe(busy);
    await new Promise((resolve) => squatter.close(resolve));
  });
});
