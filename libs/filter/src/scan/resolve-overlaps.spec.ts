import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Rule } from '../packs/pack.js';
import { plainView } from '../text/view.js';
import type { Finding } from './finding.js';
import { resolveOverlaps } from './resolve-overlaps.js';

interface Facts {
  readonly id?: string;
  readonly start: number;
  readonly end: number;
  readonly specificity?: number;
  readonly score?: number;
  readonly checked?: boolean;
}

function finding({ id = 'r', start, end, specificity = 1, score = 0.5, checked = false }: Facts): Finding {
  const rule: Rule = {
    id,
    type: id.toUpperCase(),
    family: 'contact',
    pattern: { kind: 'email' },
    mask: { keepFirst: 0, keepLast: 0, hideMin: 0, separators: '' },
    examples: [],
    counterExamples: [],
  };
  return {
    compiled: { rule, specificity },
    score,
    evidence: checked ? ['checksum'] : [],
    start,
    end,
    view: plainView(''),
    viewStart: start,
    viewEnd: end,
    suppressed: [],
  };
}

const winnersOf = (...all: readonly Facts[]): readonly string[] =>
  resolveOverlaps(all.map(finding)).map(({ compiled }) => compiled.rule.id);

describe('of two findings that overlap', () => {
  it('the one its own digits confirm wins over a longer, more specific one', () => {
    expect(
      winnersOf({ id: 'long', start: 0, end: 9, specificity: 9 }, { id: 'checked', start: 4, end: 6, checked: true }),
    ).toEqual(['checked']);
  });

  it('the more specific one wins over a longer one', () => {
    expect(winnersOf({ id: 'long', start: 0, end: 9 }, { id: 'specific', start: 4, end: 6, specificity: 2 })).toEqual([
      'specific',
    ]);
  });

  it('the longer one wins over a more certain one', () => {
    expect(winnersOf({ id: 'certain', start: 0, end: 3, score: 0.9 }, { id: 'long', start: 1, end: 9 })).toEqual([
      'long',
    ]);
  });

  it('the more certain one wins over one that came first', () => {
    expect(winnersOf({ id: 'first', start: 0, end: 3 }, { id: 'certain', start: 1, end: 4, score: 0.9 })).toEqual([
      'certain',
    ]);
  });

  it('the loser is noted once, by its rule only', () => {
    const [winner] = resolveOverlaps(
      [
        { id: 'a', start: 0, end: 9, checked: true },
        { id: 'b', start: 1, end: 3 },
        { id: 'b', start: 4, end: 6 },
      ].map(finding),
    );
    expect(winner?.suppressed).toEqual(['b']);
  });
});

describe('resolved findings', () => {
  const anyFinding = fc
    .record({
      start: fc.nat(60),
      length: fc.integer({ min: 1, max: 12 }),
      specificity: fc.nat(3),
      checked: fc.boolean(),
    })
    .map(({ length, ...facts }) => finding({ ...facts, end: facts.start + length }));

  it('never share a character, are in order, and each lost one lies over a kept one', () => {
    fc.assert(
      fc.property(fc.array(anyFinding, { maxLength: 40 }), (all) => {
        const kept = resolveOverlaps(all);
        kept.forEach((one, index) => {
          expect(one.start).toBeGreaterThanOrEqual(kept[index - 1]?.end ?? 0);
        });
        for (const { start, end } of all) {
          expect(kept.some((one) => one.start < end && start < one.end)).toBe(true);
        }
      }),
    );
  });
});
