import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { derivePairKey } from './derive-pair-key.js';

const a = generateKeyPairSync('x25519');
const b = generateKeyPairSync('x25519');

function between(self: string, peer: string, keyId = '1', own = a, other = b): string {
  return derivePairKey({ privateKey: own.privateKey, publicKey: other.publicKey, self, peer, keyId })
    .key.export()
    .toString('hex');
}

describe('a pair key', () => {
  it('is the same on both ends', () => {
    expect(between('orders', 'gateway')).toBe(between('gateway', 'orders', '1', b, a));
  });

  it('is another one for other names, another key id, or another key pair', () => {
    const key = between('orders', 'gateway');
    const others = [
      between('orders', 'cleanup'),
      between('orders', 'gateway', '2'),
      between('ordersg', 'ateway'),
      between('orders', 'gateway', '1', a, generateKeyPairSync('x25519')),
    ];
    expect(new Set([key, ...others]).size).toBe(5);
  });

  it('is what other implementations can compute (RFC 7748, RFC 5869)', () => {
    const own = pkcs8('01'.repeat(32));
    const other = pkcs8('02'.repeat(32));
    const key = derivePairKey({
      privateKey: own,
      publicKey: createPublicKey(other),
      ...{ self: 'revocation', peer: 'gateway', keyId: 'gateway.1-revocation.4' },
    });
    expect(key.key.export().toString('hex')).toBe('34ee9db3d229478dc5ac95ea683c5e97f61603c2756af7c587ac5526419a6135');
  });
});

function pkcs8(privateHex: string): ReturnType<typeof createPrivateKey> {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), Buffer.from(privateHex, 'hex')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
