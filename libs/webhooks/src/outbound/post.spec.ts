import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NameServer } from '../../test/support/name-server.js';
import { Networks } from './networks.js';
import { post, type Posted } from './post.js';
import { Targets } from './target.js';

let names: NameServer;
let server: Server;
let targets: Targets;
let taken: string[];

const loopback = new Networks(['127.0.0.0/8']);
const portOf = (of: { address(): AddressInfo | string | null }): number => (of.address() as AddressInfo).port;

beforeEach(async () => {
  names = await NameServer.open();
  const resolver = new Resolver({ timeout: 1_000, tries: 1 });
  resolver.setServers([names.address]);
  targets = new Targets({ networks: loopback, resolver });
  taken = [];
  server = createServer((request, response) => {
    taken.push(`${request.headers.host ?? ''} ${request.socket.localAddress ?? ''}`);
    response.writeHead(204).end();
  }).listen(0, '0.0.0.0');
  await once(server, 'listening');
});
afterEach(() => {
  names.close();
  server.close();
});

async function sent(
  url: string,
  deadlineMs = 5_000,
  signal = new AbortController().signal,
): Promise<Posted | undefined> {
  const target = await targets.find(url);
  return target && post(target, { headers: {}, body: '{}', deadlineMs, signal });
}

describe('a host', () => {
  it('is looked up once, and the connection goes to the address that was checked, whatever DNS says next', async () => {
    names.answers = () => (names.asked.length === 1 ? ['127.0.0.2'] : ['169.254.169.254']);
    const port = portOf(server);
    expect(await sent(`http://receiver.test:${port}/`)).toEqual({ outcome: 'answered', status: 204 });
    expect(taken).toEqual([`receiver.test:${port} 127.0.0.2`]);
    expect(names.asked).toEqual(['receiver.test']);
    expect(await sent(`http://receiver.test:${port}/`)).toBeUndefined();
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['two addresses, one of which may not be reached', ['127.0.0.1', '10.0.0.1']],
    ['the metadata address', ['169.254.169.254']],
    ['no address', []],
  ])('with %s is not connected to', async (_, addresses) => {
    names.answers = () => addresses;
    expect(await sent(`http://receiver.test:${portOf(server)}/`)).toBeUndefined();
    expect(taken).toEqual([]);
  });

  it('with a public address takes https:// alone', async () => {
    names.answers = () => ['1.1.1.1'];
    expect(await targets.find('http://receiver.test/')).toBeUndefined();
    expect(await targets.find('https://receiver.test/')).toBeDefined();
  });

  it.each([
    ...['http://169.254.169.254/', 'http://[::ffff:169.254.169.254]/', 'http://2852039166/', 'http://0xa9fea9fe/'],
    ...['https://10.1/', 'https://[::1]/', 'https://[64:ff9b::7f00:1]/', 'https://0/'],
  ])('that is written as an address is judged as one: %s', async (url) => {
    expect(await targets.find(url)).toBeUndefined();
    expect(names.asked).toEqual([]);
  });

  it('in an allowed network is reached however its address is written', async () => {
    const port = portOf(server);
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
      expect(await sent(`http://${host}:${port}/`)).toEqual({ outcome: 'answered', status: 204 });
  });
});

describe('a request', () => {
  it('over TLS names the host and not the address that it goes to, and has failed where it is not proven', async () => {
    names.answers = () => ['127.0.0.1'];
    const asked = Promise.withResolvers<string>();
    const secured = createTlsServer({
      SNICallback: (name, done) => {
        asked.resolve(name);
        done(new Error('no certificate for anybody'));
      },
    }).listen(0, '127.0.0.1');
    await once(secured, 'listening');
    const posted = await sent(`https://receiver.test:${portOf(secured)}/`);
    expect(await asked.promise).toBe('receiver.test');
    expect(['tls', 'connection']).toContain(posted?.outcome);
    secured.close();
  });

  it('that is not answered ends at its deadline', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    expect(await sent(`http://127.0.0.1:${portOf(silent)}/`, 50)).toEqual({ outcome: 'timeout' });
    silent.close();
  });

  it('that is answered header by header ends at its deadline too', async () => {
    const slow = createTcpServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = setInterval(() => socket.write('x: y\r\n'), 10);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          clearInterval(more);
        });
    }).listen(0, '127.0.0.1');
    await once(slow, 'listening');
    expect(await sent(`http://127.0.0.1:${portOf(slow)}/`, 200)).toEqual({ outcome: 'timeout' });
    slow.close();
  });

  it('that is answered with another protocol is closed, and its status is the answer', async () => {
    const closed = Promise.withResolvers<undefined>();
    const switching = createTcpServer((socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n');
      socket
        .on('error', () => undefined)
        .on('close', () => {
          closed.resolve(undefined);
        });
      socket.resume();
    }).listen(0, '127.0.0.1');
    await once(switching, 'listening');
    const url = `http://127.0.0.1:${portOf(switching)}/`;
    expect(await sent(url)).toEqual({ outcome: 'answered', status: 101 });
    await closed.promise;
    switching.close();
  });

  it('that is called off rejects', async () => {
    const silent = createTcpServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const off = new AbortController();
    const posted = sent(`http://127.0.0.1:${portOf(silent)}/`, 5_000, off.signal);
    await once(silent, 'connection');
    off.abort();
    await expect(posted).rejects.toThrow();
    silent.close();
  });
});
