import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { id128, type Id128 } from './id128.js';
import { IdTable } from './id-table.js';

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Few different first words, so that probes collide and wrap around the end. */
const id: fc.Arbitrary<Id128> = fc.tuple(fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, -(2 ** 31)), word, word, word);
const merges = fc.array(
  fc.record({ id, position: fc.integer({ min: 1, max: 1_000 }), expiryS: fc.integer({ min: 10, max: 99 }) }),
);

describe('IdTable', () => {
  it('answers exactly as a map does that keeps the latest position, whatever the order and however often', () => {
    fc.assert(
      fc.property(merges, (entries) => {
        const table = new IdTable(true);
        const model = new Map<string, number>();
        for (const { id, position, expiryS } of [...entries, ...entries.toReversed()]) {
          table.merge(id, position, expiryS, 0);
          model.set(id.join(), Math.max(model.get(id.join()) ?? 0, position));
        }
        for (const { id } of entries) expect(table.positionOf(id)).toBe(model.get(id.join()));
        expect(table.size).toBe(model.size);
        expect(table.positionOf([7, 7, 7, 7])).toBe(0);
      }),
    );
  });

  it('never loses an entry that has not expired, through any growth', () => {
    fc.assert(
      fc.property(merges, fc.integer({ min: 0, max: 99 }), (entries, nowS) => {
        const table = new IdTable(false);
        const alive = new Map<string, number>();
        for (const { id, position, expiryS } of entries) {
          table.merge(id, position, expiryS, nowS);
          alive.set(id.join(), Math.max(alive.get(id.join()) ?? 0, expiryS));
        }
        for (const { id } of entries) {
          if ((alive.get(id.join()) ?? 0) > nowS) expect(table.positionOf(id)).toBe(Infinity);
        }
      }),
    );
  });

  it('makes room from what has expired before it takes more memory', () => {
    const table = new IdTable(false);
    for (let n = 0; n < 10_000; n++) table.merge(id128('token', 'demo', `${n}`), n, 10 + n, n);
    expect(table.size).toBeLessThan(64);
    expect(table.bytes).toBeLessThan(64 * 20 + 1);
  });

  it('costs at most 32 bytes an entry in a set grown one by one, and never rebuilds in room that was reserved', () => {
    const table = new IdTable(false);
    for (let n = 0; n < 100_000; n++) table.merge(id128('token', 'demo', `${n}`), n, 10, 0);
    expect(table.bytes / table.size).toBeLessThanOrEqual(32);

    const reserved = new IdTable(false);
    reserved.reserve(1_000, 0);
    const { bytes } = reserved;
    for (let n = 0; n < 1_000; n++) reserved.merge(id128('token', 'demo', `${n}`), n, 10, 0);
    expect(reserved.bytes).toBe(bytes);
  });
});
