import { createHmac, createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { writeHmacSha256 } from './hmac-sha256.js';

function macOf(secret: Uint8Array, data: Uint8Array): string {
  const into = Buffer.alloc(40);
  writeHmacSha256(createSecretKey(secret), data, into, 8);
  return into.toString('hex', 8);
}

describe('writeHmacSha256', () => {
  it('gives what RFC 4231 says, for short keys and for keys longer than a block', () => {
    expect(macOf(Buffer.alloc(20, 0x0b), Buffer.from('Hi There'))).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    const long = Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First');
    expect(macOf(Buffer.alloc(131, 0xaa), long)).toBe(
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    );
  });

  it('gives what OpenSSL gives, whatever the key and the data, one after the other', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        fc.uint8Array({ maxLength: 5_000 }),
        (secret, data) => {
          expect(macOf(secret, data)).toBe(createHmac('sha256', secret).update(data).digest('hex'));
        },
      ),
    );
  });

  it('gives it for data of any length, such as the longest frame', () => {
    for (const bytes of [16 * 1024, 16 * 1024 + 1, 4 * 1024 * 1024]) {
      const data = Buffer.alloc(bytes, 7);
      expect(macOf(Buffer.from('key'), data)).toBe(createHmac('sha256', 'key').update(data).digest('hex'));
    }
  });
});
