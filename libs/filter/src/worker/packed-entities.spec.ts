import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { packEntities, unpackEntities } from './packed-entities.js';

const filter = new Filter();

describe('entities on their way between threads', () => {
  it('are what they were, field by field and in the same order, in texts and in JSON', () => {
    const note = '😀 card 4111 1111 1111 1111, é alice@example.com, bob@example.org and %40 alice%40example.com';
    const found = [filter.text(note), filter.json({ 'a/b': [note, 4111111111111111], 'alice@example.com': 'x' })];
    for (const { entities } of found) {
      const arrived = unpackEntities(structuredClone(packEntities(entities)));
      expect(arrived.length).toBeGreaterThan(3);
      expect(arrived).toStrictEqual(entities);
      expect(JSON.stringify(arrived)).toBe(JSON.stringify(entities));
    }
  });

  it('are none where nothing was found', () => {
    expect(unpackEntities(packEntities([]))).toEqual([]);
  });

  it('say once what they have in common', () => {
    const { entities } = filter.text('alice@example.com '.repeat(50));
    const { kinds, paths, places } = packEntities(entities);
    expect([entities.length, kinds.length, paths.length, places.length]).toEqual([50, 1, 0, 350]);
  });
});
