import { describe, expect, it } from '@jest/globals';
import { createSecretKey, randomBytes } from 'node:crypto';
import { signFeedRequest, verifyFeedRequest, type FeedRequest } from './feed-request.js';

const key = createSecretKey(randomBytes(32));
const request = { method: 'GET', target: '/feed/v1/events?after=1', body: Buffer.from('body') };
const stamp = {
  service: 'gateway',
  guard: 'gateway-1',
  audience: 'revocation',
  atMs: 1_767_225_600_000,
  nonce: 'n'.repeat(22),
};
const signed = signFeedRequest(request, stamp, { keyId: 'k-1', key });

function verify(changed: Partial<FeedRequest> = {}, authorization: string | undefined = signed, nowMs = stamp.atMs) {
  return verifyFeedRequest({ ...request, ...changed }, authorization, {
    ...{ audience: 'revocation', nowMs },
    pairKey: (service, keyId) => (service === 'gateway' && keyId === 'k-1' ? key : undefined),
  });
}

describe('a request for the feed', () => {
  it('proves which guard of which service sent it', async () => {
    expect(await verify()).toEqual({ service: 'gateway', guard: 'gateway-1', nonce: stamp.nonce });
  });

  it('proves nothing with another method, target or body', async () => {
    expect(await verify({ method: 'POST' })).toBeUndefined();
    expect(await verify({ target: '/feed/v1/events?after=2' })).toBeUndefined();
    expect(await verify({ body: Buffer.from('bodY') })).toBeUndefined();
  });

  it('proves nothing to another service', async () => {
    const check = { audience: 'auth-token', nowMs: stamp.atMs, pairKey: () => key };
    expect(await verifyFeedRequest(request, signed, check)).toBeUndefined();
  });

  it.each(['gateway"', 'gateway-1"', 'k-1"', '1767225600000"', 'n"'])(
    'proves nothing where ...%s is another',
    async (part) => {
      const altered = signed.replace(
        part,
        part.replace(/.(?=")/, (last) => (last === '2' ? '3' : '2')),
      );
      expect(altered).not.toBe(signed);
      expect(await verify({}, altered)).toBeUndefined();
    },
  );

  it('proves nothing where the MAC is another, padded, or not canonical', async () => {
    const mac = signed.slice(-44, -1);
    const other = randomBytes(32).toString('base64url');
    for (const wrong of [other, `${mac}=`, mac.slice(1), '']) {
      expect(await verify({}, signed.replace(mac, wrong))).toBeUndefined();
    }
  });

  it('proves nothing when it is more than a minute old or from more than a minute ahead', async () => {
    expect(await verify({}, signed, stamp.atMs + 60_000)).toBeDefined();
    expect(await verify({}, signed, stamp.atMs + 60_001)).toBeUndefined();
    expect(await verify({}, signed, stamp.atMs - 60_001)).toBeUndefined();
  });

  it.each([undefined, '', 'Bearer x', `${signed} `, `${signed}, more="1"`, signed.replace('Feed', 'feed')])(
    'proves nothing as %j',
    async (authorization) => {
      expect(
        await verifyFeedRequest(request, authorization, {
          audience: 'revocation',
          nowMs: stamp.atMs,
          pairKey: () => key,
        }),
      ).toBeUndefined();
    },
  );
});
