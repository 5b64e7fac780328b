import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { feedFromFile } from './guard-file.js';
import { HttpFeedSource } from './http-feed-source.js';

const folder = mkdtempSync(join(tmpdir(), 'guard-file-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const jwk = {
  ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
  ...{ kid: 'k', alg: 'EdDSA', use: 'sig' },
};
const good = {
  service: 'shop',
  key_id: 'i',
  key: randomBytes(32).toString('base64url'),
  feed_urls: ['http://127.0.0.1:4100'],
  feed_keys: { keys: [jwk] },
};

function read(content: object | string): HttpFeedSource {
  const path = join(folder, 'guard.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return feedFromFile(path);
}

describe('feedFromFile', () => {
  it('makes a source of what "strongroom guards add" writes', () => {
    expect(read(good)).toBeInstanceOf(HttpFeedSource);
  });

  it('gives each guard a name of its own, also two of one process', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(/service="shop", guard="(shop-[A-Za-z0-9_.-]+)"/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const feed_urls = [`http://127.0.0.1:${(server.address() as AddressInfo).port}`];
    for (const source of [read({ ...good, feed_urls }), read({ ...good, feed_urls })]) {
      await expect(source.snapshot({ after: 0, signal: AbortSignal.timeout(5_000) })).rejects.toThrow('503');
    }
    await new Promise((resolve) => server.close(resolve));
    expect(asked.filter((name) => name !== '')).toHaveLength(2);
    expect(new Set(asked).size).toBe(2);
  });

  it.each([
    ['service', 'Shop!'],
    ['key_id', 1],
    ['key', 'c2hvcnQ'],
    ['feed_urls', []],
    ['feed_urls', ['nowhere']],
    ['feed_keys', { keys: [] }],
    ['feed_keys', { keys: [{ ...jwk, d: 'private' }] }],
  ])('names %s where it is %j', (member, value) => {
    expect(() => read({ ...good, [member]: value })).toThrow(new RegExp(`: ${member} must`));
  });

  it('says of a file that it is no JSON object', () => {
    expect(() => read('[]')).toThrow('is not a JSON object');
  });
});
