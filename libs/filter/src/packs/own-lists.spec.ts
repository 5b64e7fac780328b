import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { hashEntry } from '../verify/hashed-list.js';
import { dictionaryPack, hashedListPack } from './own-lists.js';

describe('a dictionary of a tenant', () => {
  const filter = new Filter({
    packs: [dictionaryPack({ id: 'own', type: 'PROJECT', entries: ['Blue Heron', 'Müller GmbH', 'X9'] })],
  });

  it('is found in any case, as whole words', () => {
    expect(filter.text('BLUE HERON for Müller GmbH, x9.').output).toBe('[PROJECT] for [PROJECT], [PROJECT].');
    expect(filter.text('blue herons, ax9, x99').entities).toEqual([]);
  });

  it('with an entry that would stand everywhere is refused by its place', () => {
    expect(() => dictionaryPack({ id: 'own', type: 'PROJECT', entries: ['ok', ' a'] })).toThrow(/entries\[1\]/);
  });
});

describe('a list of hashes', () => {
  const key = 'a key of this tenant';
  const hashes = [hashEntry('KD-2041-77', key)];
  const filter = new Filter({ packs: [hashedListPack({ id: 'own', type: 'CUSTOMER_NUMBER', key, hashes })] });

  it('finds an entry however it is grouped, and nothing else', () => {
    expect(filter.text('of (kd-2041-77), "KD204177".').output).toBe('of ([CUSTOMER_NUMBER]), "[CUSTOMER_NUMBER]".');
    expect(filter.text('KD-2041-78, xKD-2041-77').entities).toEqual([]);
  });

  it('finds nothing with the key of another', () => {
    const other = hashedListPack({ id: 'own', type: 'CUSTOMER_NUMBER', key: 'a key of somebody else', hashes });
    expect(new Filter({ packs: [other] }).text('KD-2041-77').entities).toEqual([]);
  });

  it('with a key that can be guessed is refused', () => {
    expect(() => hashedListPack({ id: 'own', type: 'X', key: 'short', hashes })).toThrow(/key must have 16/);
  });
});
