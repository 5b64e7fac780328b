import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import type { Pack } from './pack.js';
import { standardPacks } from './standard-packs.js';
import { testPacks } from './test-packs.js';

const keyPack = (prefix: string, examples: readonly string[] = [`⟦${prefix}12345678⟧`]): Pack => ({
  id: 'acme',
  version: '2.0.0',
  rules: [
    {
      id: 'acme.key',
      type: 'ACME_KEY',
      family: 'secret',
      pattern: {
        kind: 'token',
        prefixes: [prefix],
        parts: [{ alphabet: 'alphanumeric', min: 8, max: 8 }],
        score: 0.9,
      },
      mask: { keepFirst: 0, keepLast: 0, hideMin: 8, separators: '' },
      examples,
      counterExamples: [prefix],
    },
  ],
});

describe('the self-test of packs', () => {
  it('passes all of ours', () => {
    expect(testPacks(standardPacks)).toEqual([]);
  });

  it('names the pack, the rule and the example that fails, and shows none of it', () => {
    expect(testPacks([keyPack('acme_', ['⟦acme_12345678⟧', 'x ⟦acme_hunter2⟧', 'nothing marked'])])).toEqual([
      { pack: 'acme', rule: 'acme.key', field: 'examples[1]', problem: 'is not found as it is marked' },
      { pack: 'acme', rule: 'acme.key', field: 'examples[2]', problem: 'is not found as it is marked' },
    ]);
  });

  it('names an id that two rules have, and a pack without a name', () => {
    expect(testPacks([keyPack('acme_'), { ...keyPack('acme-'), id: 'ACME' }])).toMatchObject([
      { pack: 'ACME', field: 'id' },
      { pack: 'ACME', rule: 'acme.key', field: 'id', problem: 'is the id of another rule too' },
    ]);
  });
});

describe('packs that are replaced', () => {
  const text = 'old_12345678 new_12345678';

  it('are in force for the next call, while a stream that has begun ends with the old ones', () => {
    const filter = new Filter({ packs: [keyPack('old_')] });
    const stream = filter.stream();
    stream.push('old_1234');
    expect(filter.replacePacks([keyPack('new_')])).toEqual([]);
    expect(filter.text(text).output).toBe('old_12345678 [ACME_KEY]');
    expect(stream.push('5678 new_12345678').output + stream.end().output).toBe('[ACME_KEY] new_12345678');
  });

  it('are not taken when one of them fails: the old ones stay in force', () => {
    const filter = new Filter({ packs: [keyPack('old_')] });
    expect(filter.replacePacks([keyPack('new_', ['⟦none⟧'])])).toHaveLength(1);
    expect(filter.text(text).output).toBe('[ACME_KEY] new_12345678');
  });
});
