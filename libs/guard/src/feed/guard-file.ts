import { createSecretKey, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isJsonObject, parseStrictJsonObject } from '../encoding/strict-json.js';
import { readJwkSet } from '../keys/jwk.js';
import { StaticKeys } from '../keys/static-keys.js';
import { PairKeyCredentials } from './feed-credentials.js';
import { HttpFeedSource } from './http-feed-source.js';

/**
 * Of this guard among all that share a file: the name in propagation reports. Threads share host and process, and so do containers
 * that were given one host's name; two guards of one name would be shown as the one that is ahead.
 */
const guardName = (service: string): string => {
  const host = hostname()
    .replace(/[^A-Za-z0-9_.-]/g, '-')
    .slice(0, 40);
  return `${service}-${host}-${process.pid}-${randomBytes(4).toString('hex')}`;
};

/**
 * The feed as a guard file tells it: where it is, by which key its answers are signed, and by which this guard proves its name.
 * `strongroom guards add NAME` writes one.
 *
 * @throws {TypeError} that names the member which is not as it should be
 */
export function feedFromFile(path: string): HttpFeedSource {
  const file = parseStrictJsonObject(readFileSync(path));
  if (file === undefined) throw new TypeError(`${path} is not a JSON object`);
  const { service, key_id: keyId, key, feed_urls: urls, feed_keys: feedKeys } = file;
  const wrong = (member: string, rule: string): TypeError => new TypeError(`${path}: ${member} ${rule}`);
  if (typeof service !== 'string' || !/^[a-z0-9-]{1,64}$/.test(service)) throw wrong('service', 'must be a name');
  if (typeof keyId !== 'string') throw wrong('key_id', 'must be a string');
  const secret = typeof key === 'string' ? Buffer.from(key, 'base64url') : Buffer.alloc(0);
  if (secret.length !== 32) throw wrong('key', 'must be 32 bytes in base64url');
  if (!isUrls(urls)) throw wrong('feed_urls', 'must be a list of URLs, and hold one at least');
  const keys = isJsonObject(feedKeys) ? readJwkSet(Buffer.from(JSON.stringify(feedKeys))) : undefined;
  if (keys === undefined || keys.size === 0) throw wrong('feed_keys', 'must be a JWK Set with a key that verifies');
  const pairKey = { keyId, key: createSecretKey(secret) };
  return new HttpFeedSource({
    urls,
    keys: new StaticKeys([...keys.values()]),
    credentials: new PairKeyCredentials({ service, guard: guardName(service), pairKey: () => pairKey }),
  });
}

function isUrls(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((url) => typeof url === 'string' && URL.canParse(url));
}
