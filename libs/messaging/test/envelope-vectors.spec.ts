import { createSecretKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { decodeEnvelope } from '../src/envelope/decode.js';
import { Seal } from '../src/envelope/seal.js';
import { isSignedBy } from '../src/envelope/signature.js';
import { envelopeVectors, KEY } from './envelope-vectors.js';

const file = new URL('envelope-vectors.json', import.meta.url);
const vectors = envelopeVectors();

const receiver = new Seal('revocation', {
  current: () => ({ keyId: 'gateway.1-revocation.4', key: createSecretKey(KEY, 'hex') }),
  byId: (_peer, keyId) =>
    keyId === 'gateway.1-revocation.4' ? { keyId, key: createSecretKey(KEY, 'hex') } : undefined,
});

describe('the envelope, version 1', () => {
  it('is byte by byte what the published vectors say', async () => {
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(vectors)));
  });

  it.each(vectors.accepted)('$name is read back as it was written, and its signature holds', ({ envelope, frame }) => {
    const bytes = Buffer.from(frame, 'hex');
    expect(decodeEnvelope(bytes)).toEqual({ ...envelope, body: Buffer.from(envelope.body, 'hex') });
    expect(isSignedBy(bytes, createSecretKey(KEY, 'hex'))).toBe(true);
  });

  it.each(vectors.refused)('$name is refused ($reason)', async ({ frame, reason }) => {
    expect(await receiver.open(Buffer.from(frame, 'hex'), 'request')).toBe(reason);
  });
});
