import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chainHash, genesisHash, type ChainEntry, type SealedEntry } from './chain-entry.js';
import { ChainVerifier, type ChainAnchor, type ChainFault } from './chain-verifier.js';

const entryOf = (n: number): ChainEntry => ({
  id: `id-${n}`,
  tenant: 'acme',
  recordedAt: '2026-01-01 00:00:00.000001+00',
  action: 'order.place',
  outcome: 'succeeded',
  targetType: 'order',
  targetId: `o${n}`,
  actorType: 'user',
  actorId: 'u1',
  actorChain: '[]',
  tokenId: null,
  sessionId: null,
  ip: null,
  userAgent: null,
  traceId: 't1',
  details: '{}',
});

function chained(entries: readonly ChainEntry[]): SealedEntry[] {
  let prevHash = genesisHash;
  return entries.map((entry, index) => {
    const hash = chainHash(prevHash, index + 1, entry);
    const sealed = { entry, seq: index + 1, prevHash, hash };
    prevHash = hash;
    return sealed;
  });
}

const chainOf = (length: number): SealedEntry[] => chained(Array.from({ length }, (_, n) => entryOf(n + 1)));
const anchorOf = (chain: readonly SealedEntry[]): ChainAnchor[] =>
  chain.slice(-1).map(({ seq, hash }) => ({ seq, hash }));

function verify(rows: readonly SealedEntry[], anchors: readonly ChainAnchor[] = []): ChainFault[] {
  const verifier = new ChainVerifier(anchors);
  const faults = rows.toSorted((a, b) => a.seq - b.seq).flatMap((row) => verifier.take(row));
  return [...faults, ...verifier.finish()];
}

/** A chain, and two different seqs in it, the first before the second. */
const attacked = fc
  .integer({ min: 3, max: 30 })
  .chain((length) => fc.tuple(fc.constant(length), fc.integer({ min: 1, max: length - 1 })))
  .chain(([length, at]) =>
    fc.record({ length: fc.constant(length), at: fc.constant(at), later: fc.integer({ min: at + 1, max: length }) }),
  );

describe('chainHash', () => {
  it('is the SHA-256 that another language makes of the same JSON array', () => {
    expect(chainHash(genesisHash, 1, entryOf(1))).toBe(
      '5c5ed8a6d8c22ed693655d64448d1260fd92cff481e70350fa07fef2622f4aaf',
    );
  });
});

describe('ChainVerifier', () => {
  it('finds no fault in a chain that nobody touched, and knows its head', () => {
    const chain = chainOf(5);
    const verifier = new ChainVerifier(anchorOf(chain));
    expect([...chain.flatMap((row) => verifier.take(row)), ...verifier.finish()]).toEqual([]);
    expect([verifier.head]).toEqual(anchorOf(chain));
  });

  it('names the seq of an edit, whichever value it was', () => {
    const fields = Object.keys(entryOf(1));
    fc.assert(
      fc.property(attacked, fc.constantFrom(...fields), ({ length, at }, field) => {
        const rows = chainOf(length).map((row) =>
          row.seq === at ? { ...row, entry: { ...row.entry, [field]: 'forged' } } : row,
        );
        expect(verify(rows)).toEqual([{ kind: 'altered', seq: at }]);
      }),
    );
  });

  it('names the next seq when an edited entry was given a hash that fits', () => {
    fc.assert(
      fc.property(attacked, ({ length, at }) => {
        const rows = chainOf(length).map((row) => {
          const entry = { ...row.entry, actorId: 'forged' };
          return row.seq === at ? { ...row, entry, hash: chainHash(row.prevHash, at, entry) } : row;
        });
        expect(verify(rows)).toEqual([{ kind: 'unlinked', seq: at + 1 }]);
      }),
    );
  });

  it('names the seq of a deleted entry', () => {
    fc.assert(
      fc.property(attacked, ({ length, at }) => {
        expect(verify(chainOf(length).filter(({ seq }) => seq !== at))).toEqual([{ kind: 'missing', seq: at }]);
      }),
    );
  });

  it('names both seqs of two entries that changed places', () => {
    fc.assert(
      fc.property(attacked, ({ length, at, later }) => {
        const places = new Map([
          [at, later],
          [later, at],
        ]);
        const faults = verify(chainOf(length).map((row) => ({ ...row, seq: places.get(row.seq) ?? row.seq })));
        expect(faults).toContainEqual({ kind: 'altered', seq: at });
        expect(faults).toContainEqual({ kind: 'altered', seq: later });
      }),
    );
  });

  it('names the seq that an inserted entry shares with another', () => {
    fc.assert(
      fc.property(attacked, ({ length, at }) => {
        const entry = entryOf(99);
        const inserted = chainOf(length)
          .filter(({ seq }) => seq === at)
          .map((row) => ({ ...row, entry, hash: chainHash(row.prevHash, at, entry) }));
        expect(verify([...chainOf(length), ...inserted])).toEqual([{ kind: 'fork', seq: at }]);
      }),
    );
  });

  it('finds a cut end by an anchor, and cannot without one', () => {
    fc.assert(
      fc.property(attacked, ({ length, at }) => {
        const chain = chainOf(length);
        const rows = chain.slice(0, at);
        expect(verify(rows)).toEqual([]);
        expect(verify(rows, anchorOf(chain))).toEqual([{ kind: 'truncated', seq: at + 1 }]);
      }),
    );
  });

  it('finds a chain that was made anew by an anchor, and cannot without one', () => {
    fc.assert(
      fc.property(attacked, ({ length, at }) => {
        const chain = chainOf(length);
        const rows = chained(chain.map(({ entry, seq }) => (seq === at ? { ...entry, actorId: 'forged' } : entry)));
        expect(verify(rows)).toEqual([]);
        expect(verify(rows, anchorOf(chain))).toEqual([{ kind: 'fork', seq: length }]);
      }),
    );
  });
});
