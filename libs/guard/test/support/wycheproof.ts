import { readFileSync } from 'node:fs';

export interface WycheproofVector {
  readonly tcId: number;
  readonly comment: string;
  readonly result: 'valid' | 'invalid';
  readonly jws: string;
}

export interface WycheproofKey extends Record<string, unknown> {
  readonly kty: string;
  readonly kid: string;
}

export interface WycheproofGroup {
  readonly key: WycheproofKey;
  readonly tests: readonly WycheproofVector[];
}

const file = new URL('../vectors/wycheproof-jws.json', import.meta.url);

export const { numberOfTests, testGroups } = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly numberOfTests: number;
  readonly testGroups: readonly WycheproofGroup[];
};
