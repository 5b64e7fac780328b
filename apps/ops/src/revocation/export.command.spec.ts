import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { exportRevocations } from '@strongroom/contracts';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AdminApi } from '../admin-api/admin-api.js';
import { writeLines } from './export.command.js';

let close: () => void = () => undefined;
afterEach(() => {
  close();
});

/** A gateway that answers an export with these chunks, and then ends the answer or its connection. */
async function gateway(chunks: readonly string[], whole: boolean): Promise<{ api: AdminApi; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/oauth/token') {
      response.end(JSON.stringify({ access_token: 'a-token' }));
      return;
    }
    asked.push(String(request.url));
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const chunk of chunks) response.write(chunk);
    if (whole) response.end();
    else setImmediate(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => {
    server.close();
  };
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { STRONGROOM_CLIENT_ID: 'shop', STRONGROOM_CLIENT_SECRET: 'not-a-secret' };
  return { api: await AdminApi.open({ GATEWAY_URLS: url, ...client }), asked };
}

describe('an export by command', () => {
  it('writes every line, wherever the network cut it, and counts them', async () => {
    const { api, asked } = await gateway(['{"a":1}\n{"b"', ':2}\n'], true);
    const to = new PassThrough();
    const written = text(to);
    expect(await writeLines(api.lines(exportRevocations, { target: 'alice' }), to)).toBe(2);
    expect(await written).toBe('{"a":1}\n{"b":2}\n');
    expect(asked).toEqual(['/v1/revocations/export?target=alice']);
  });

  it('fails where the answer breaks off, instead of passing a part for the whole', async () => {
    const { api } = await gateway(['{"a":1}\n'], false);
    await expect(writeLines(api.lines(exportRevocations, {}), new PassThrough().resume())).rejects.toMatchObject({
      exitCode: 6,
    });
  });
});
