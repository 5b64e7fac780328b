import { diffieHellman, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { derivePairKey } from '../src/keys/derive-pair-key.js';
import { anyEnvelope } from './any-envelope.js';
import { type EnvelopeVector, envelopeVectors, type RefusedVector, vector } from './envelope-vectors.js';
import { python } from './python.js';

const published = fileURLToPath(new URL('envelope-vectors.json', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'envelope-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function checked(vectors: {
  readonly accepted: readonly EnvelopeVector[];
  readonly refused: readonly RefusedVector[];
}): ReturnType<typeof python> {
  const file = join(folder, 'vectors.json');
  await writeFile(file, JSON.stringify(vectors));
  return python('envelope.py', file);
}

describe('docs/envelope.py', () => {
  it('writes and reads the published vectors, and refuses those to be refused, each for its reason', async () => {
    expect(await python('envelope.py', published)).toEqual({
      exitCode: 0,
      output: '5 accepted, 17 refused, 0 faults\n',
    });
  });

  it('writes and reads byte by byte what this library does, whatever the fields hold', async () => {
    const { accepted } = envelopeVectors();
    const any = fc.sample(anyEnvelope, 200).map((envelope, index) => vector(`sample ${index}`, envelope));
    expect(await checked({ accepted: [...accepted, ...any], refused: [] })).toEqual({
      exitCode: 0,
      output: '205 accepted, 0 refused, 0 faults\n',
    });
  });

  it('names the vectors that it does not agree with', async () => {
    const { accepted, refused } = envelopeVectors();
    const vectors = {
      accepted: accepted.map((each) => ({ ...each, frame: `${each.frame}00` })),
      refused: refused.map((each) => ({ ...each, reason: 'replayed' as const })),
    };
    const { exitCode, output } = await checked(vectors);
    expect(exitCode).toBe(1);
    for (const { name } of accepted) {
      expect(output).toContain(`${name}: another frame is written\n${name}: is not read as it was written\n`);
    }
    for (const { name } of refused) expect(output).toContain(`${name}: is not refused as replayed\n`);
    expect(output).toContain('5 accepted, 17 refused, 27 faults\n');
  });

  it('derives the pair key that this library derives', async () => {
    const [own, other] = [generateKeyPairSync('x25519'), generateKeyPairSync('x25519')];
    const pair = { privateKey: own.privateKey, publicKey: other.publicKey };
    const names = { self: 'revocation', peer: 'gateway', keyId: 'gateway.1-revocation.4' };
    const secret = diffieHellman(pair).toString('hex');
    const program = 'import envelope, sys; print(envelope.pair_key(bytes.fromhex(sys.argv[1]), *sys.argv[2:]).hex())';
    expect(await python('-c', program, secret, names.self, names.peer, names.keyId)).toEqual({
      exitCode: 0,
      output: `${derivePairKey({ ...pair, ...names })
        .key.export()
        .toString('hex')}\n`,
    });
  });
});
