import { describe, expect, it } from '@jest/globals';
import { createPublicKey } from 'node:crypto';
import { isRefused, readJwk, StaticKeys, verificationKey, verifyJws, type VerificationKey } from '../src/index.js';
import { numberOfTests, testGroups, type WycheproofGroup, type WycheproofVector } from './support/wycheproof.js';

async function accepts(keys: readonly VerificationKey[], { jws }: WycheproofVector): Promise<boolean> {
  return !isRefused(await verifyJws(jws, new StaticKeys(keys), 8_192));
}

/** Each of our algorithms that this key could be made to serve, whatever its JWK says it is for. */
function forcedKeys({ key }: WycheproofGroup): readonly VerificationKey[] {
  return (['RS256', 'ES256', 'EdDSA'] as const).flatMap((alg) => {
    try {
      return [verificationKey(key.kid, alg, createPublicKey({ key, format: 'jwk' }))];
    } catch {
      return [];
    }
  });
}

describe('the JWS vectors of Project Wycheproof', () => {
  it('are all here', () => {
    expect(testGroups.flatMap((group) => group.tests)).toHaveLength(numberOfTests);
  });

  it('call one text both valid and invalid: 367 and 370 are 357 letter for letter', () => {
    const vectors = testGroups.flatMap((group) => group.tests);
    const [good] = vectors.filter(({ tcId }) => tcId === 357);
    const same = vectors.filter(({ jws }) => jws === good?.jws);
    expect(same.map(({ tcId, result }) => [tcId, result])).toEqual([
      [357, 'valid'],
      [367, 'invalid'],
      [370, 'invalid'],
    ]);
  });

  it('give not one false accept, with the key as its JWK declares it', async () => {
    const falseAccepts: number[] = [];
    for (const { key, tests } of testGroups) {
      const usable = readJwk(key);
      for (const vector of tests) {
        if (vector.result === 'invalid' && (await accepts(usable ? [usable] : [], vector)))
          falseAccepts.push(vector.tcId);
      }
    }
    expect(falseAccepts).toEqual([]);
  });

  it('give no false accept where the caller pins the algorithm, but for what only the JWK says against its key', async () => {
    const falseAccepts: number[] = [];
    for (const group of testGroups) {
      for (const key of forcedKeys(group)) {
        for (const vector of group.tests) {
          if (vector.result === 'invalid' && (await accepts([key], vector))) falseAccepts.push(vector.tcId);
        }
      }
    }
    // Good signatures all; wrong is what the JWK says of its key (another `alg`, encryption as `use`), which a caller overrules who pins.
    expect(falseAccepts).toEqual([332, 353, 354, 355, 356]);
  });

  it('give no false reject for the algorithms we take', async () => {
    const falseRejects: number[] = [];
    for (const { key, tests } of testGroups) {
      const usable = readJwk(key);
      if (!usable) continue;
      for (const vector of tests) {
        if (vector.result === 'valid' && !(await accepts([usable], vector))) falseRejects.push(vector.tcId);
      }
    }
    expect(falseRejects).toEqual([]);
  });
});
