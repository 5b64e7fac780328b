import { describe, expect, it } from '@jest/globals';
import { TestIssuer } from '../../test/support/issuer.js';
import { StaticKeys } from '../keys/static-keys.js';
import { KnownHeaders } from './known-headers.js';
import { verifyJws } from './verify-jws.js';

const issuer = new TestIssuer('ES256');
const keys = new StaticKeys([issuer.key]);
const headerOf = (jws: string): string => jws.slice(0, jws.indexOf('.'));

describe('KnownHeaders', () => {
  it('knows a header once a signature under it has verified, and not before', async () => {
    const headers = new KnownHeaders();
    const good = issuer.issue();
    await verifyJws(`${good.slice(0, good.lastIndexOf('.') + 1)}AAAA`, keys, 8_192, headers);
    expect(headers.get(headerOf(good))).toBeUndefined();
    await verifyJws(good, keys, 8_192, headers);
    expect(headers.get(headerOf(good))).toMatchObject({ kid: issuer.key.kid });
  });

  it('does not remember which key a kid names', async () => {
    const headers = new KnownHeaders();
    const good = issuer.issue();
    await verifyJws(good, keys, 8_192, headers);
    const none = await verifyJws(good, new StaticKeys([]), 8_192, headers);
    expect(none).toMatchObject({ refusal: { code: 'key-unknown' } });
  });

  it('holds 64, the oldest out first', () => {
    const headers = new KnownHeaders();
    const names = Array.from({ length: 65 }, (_, n) => `header-${n}`);
    for (const name of names) headers.remember(name, { members: {}, kid: name });
    expect(names.filter((name) => headers.get(name) === undefined)).toEqual(['header-0']);
  });
});
