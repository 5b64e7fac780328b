import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { unreadableRequests } from './unreadable-requests.js';

const server = fastify(unreadableRequests);
server.get('/things/:id', (request) => ({ length: (request.params as { id: string }).id.length }));

beforeAll(() => server.listen({ host: '127.0.0.1', port: 0 }));
afterAll(() => server.close());

/** Sends bytes as they are, and reads until the server hangs up. */
async function send(bytes: string): Promise<{ readonly head: string; readonly body: Record<string, unknown> }> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(bytes);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { head, body: JSON.parse(body) as Record<string, unknown> };
}

describe('a request that cannot be read', () => {
  it.each([
    [
      'a path that is not percent-encoded',
      'GET /things/%ZZ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
      'the path',
    ],
    [
      'a path of endless parts',
      `GET /things/${'a'.repeat(5_000)} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`,
      '4096',
    ],
    ['a method that there is not', 'FOO /things/1 HTTP/1.1\r\nhost: a\r\n\r\n', 'RFC 9112'],
    ['a header that is none', 'GET /things/1 HTTP/1.1\r\nno header\r\n\r\n', 'RFC 9112'],
    ['two lengths', 'POST /things/1 HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n', 'RFC 9112'],
    ['headers without end', `GET /things/1 HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, '16 KiB'],
  ])('%s: gets a problem document that names the rule and repeats nothing', async (_name, bytes, rule) => {
    const { head, body } = await send(bytes);
    expect(head).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(head).toContain('content-type: application/problem+json');
    expect(body).toMatchObject({ status: 400, code: 'err:request:invalid:http', type: '/errors/request/invalid/http' });
    expect(body['trace_id']).toMatch(/^[0-9a-f]{32}$/);
    expect(body['detail']).toContain(rule);
    expect(JSON.stringify(body)).not.toMatch(/ZZ|aaaa|FOO|no header/);
  });

  it('is not one whose id is as long as ids may be', async () => {
    const response = await server.inject(`/things/${encodeURIComponent('ü'.repeat(255))}`);
    expect(response.json()).toEqual({ length: 255 });
  });
});
