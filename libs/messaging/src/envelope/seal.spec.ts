import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type PairKey, type PairKeys } from '../keys/pair-keys.js';
import { messageId } from './message-id.js';
import { Seal } from './seal.js';

const good: PairKey = { keyId: '1', key: createSecretKey(randomBytes(32)) };
/** No key to sign with: HMAC cannot use it. */
const useless: PairKey = { keyId: '1', key: generateKeyPairSync('x25519').publicKey };

function keysWith(found: PairKey | undefined | Promise<PairKey | undefined>): PairKeys {
  return { current: () => good, byId: () => found };
}

const frame = await new Seal('caller', keysWith(good)).close({
  kind: 'request',
  id: messageId(),
  audience: 'orders',
  replyTo: 'r',
});

describe.each([
  ['at hand', (found: PairKey | undefined) => keysWith(found)],
  ['looked up', (found: PairKey | undefined) => keysWith(Promise.resolve(found))],
])('a seal whose keys are %s', (_, keysOf) => {
  it('opens what was signed for it', async () => {
    expect(await new Seal('orders', keysOf(good)).open(frame, 'request')).toMatchObject({ sender: 'caller' });
  });

  it('says why it refuses, and never throws: not even when the key is of no use', async () => {
    const other = { keyId: '1', key: createSecretKey(randomBytes(32)) };
    expect(await new Seal('orders', keysOf(other)).open(frame, 'request')).toBe('signature');
    expect(await new Seal('orders', keysOf(undefined)).open(frame, 'request')).toBe('key');
    expect(await new Seal('orders', keysOf(useless)).open(frame, 'request')).toBe('key-lookup');
  });
});

describe('a seal whose key store fails', () => {
  it.each([
    [
      'at once',
      (): never => {
        throw new Error('down');
      },
    ],
    ['later', () => Promise.reject(new Error('down'))],
  ])('refuses for that reason, be it %s', async (_, byId) => {
    expect(await new Seal('orders', { current: () => good, byId }).open(frame, 'request')).toBe('key-lookup');
  });
});
