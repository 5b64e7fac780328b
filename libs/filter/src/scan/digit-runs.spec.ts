import { describe, expect, it } from '@jest/globals';
import { beside, digitSlot, digitTable, type DigitRuns, nextLength, wordLength } from './digit-runs.js';

/** Whether a rule that waits for `runs` looks at the digits between the bars of `marked`. */
function looks(runs: DigitRuns, marked: string): boolean {
  const [before = '', digits = '', after = ''] = marked.split('|');
  const table = digitTable([{ rule: 'it', runs: [runs] }]);
  const run = [before + digits + after, before.length, before.length + digits.length] as const;
  const lookers = table[digitSlot(...run)];
  const { byNextLength = [] } = lookers ?? {};
  const goingOn = byNextLength[byNextLength.length > 1 ? nextLength(run[0], run[2]) : 0];
  return [...(goingOn ?? []), ...(lookers?.byWordLength[wordLength(...run)] ?? [])].length === 1;
}

const anywhere: DigitRuns = { lengths: [1, 40], behind: beside.anything, ahead: beside.anything };
const sides = ['', 'a', 'F', 'x', '.', '-', ':', ' ', '/', '(', ')', '1.', '1-', '1:', '1 ', '1/', 'é', '_', '\n'];

describe('who looks at a run of digits', () => {
  it('is everybody who waits for any, whatever stands beside it', () => {
    for (const before of sides) for (const after of sides) expect(looks(anywhere, `${before}|42|${after}`)).toBe(true);
  });

  it('is told by the digits behind the mark ahead of it, the bounds included; from twenty on all are one', () => {
    const next = (min: number, max: number): DigitRuns => ({ ...anywhere, next: [min, max] });
    for (const [after, expected] of [
      ['-1', false],
      ['-12', true],
      ['-1234 5', true],
      ['-12345', false],
      ['--123', false],
      ['-', false],
      ['', false],
    ] as const)
      expect(looks(next(2, 4), `|42|${after}`)).toBe(expected);
    expect(looks(next(20, 20), `|42|-${'7'.repeat(30)}`)).toBe(true);
    expect(looks(next(0, 0), '|42|')).toBe(true);
  });

  it('is told by its length, the bounds included; from forty digits on all are one', () => {
    const twoToFour: DigitRuns = { ...anywhere, lengths: [2, 4] };
    for (const [digits, expected] of [
      ['1', false],
      ['12', true],
      ['1234', true],
      ['12345', false],
    ] as const)
      expect(looks(twoToFour, `|${digits}|`)).toBe(expected);
    expect(looks({ ...anywhere, lengths: [40, 40] }, `|${'7'.repeat(99)}|`)).toBe(true);
  });

  it.each([
    ['hexLetter', ['a', 'F'], ['x', '.', '', 'é']],
    ['letter', ['a', 'F', 'x'], ['.', '', 'é', '_']],
    ['noLetter', ['', '.', '1.', '-', ':', ' ', '/', 'é', '_', '\n'], ['a', 'x']],
    ['dot', ['.', '1.', 'a.'], ['-', '']],
    ['hyphen', ['-', '1-'], ['.']],
    ['colon', [':', '1:'], ['.']],
  ] as const)('is told by what stands behind it: %s', (kind, those, others) => {
    const runs: DigitRuns = { ...anywhere, behind: beside[kind] };
    for (const before of those) expect(looks(runs, `${before}|42|`)).toBe(true);
    for (const before of others) expect(looks(runs, `${before}|42|`)).toBe(false);
  });

  it('is told by whether a mark joins it to a digit before it, or to more of the number behind it', () => {
    const later: DigitRuns = { ...anywhere, behind: beside.joined.hyphen };
    expect(['1-', 'a-', '-', '--'].map((before) => looks(later, `${before}|42|`))).toEqual([true, false, false, false]);
    const first: DigitRuns = { ...anywhere, ahead: beside.joined.space };
    expect([' 1', ' (', ' a', ' '].map((after) => looks(first, `|42|${after}`))).toEqual([true, true, false, false]);
  });

  it('is told by how long the word is, where the rule wants so many letters and digits', () => {
    const six: DigitRuns = { ...anywhere, wordLength: 6 };
    for (const [marked, expected] of [
      ['ab|12|cd', true],
      ['|123456|', true],
      ['-a|12345|-', true],
      ['ab|12|cde', false],
      ['ab|12|c', false],
      ['9ab|12|c', false],
      ['|7|'.padEnd(60, 'x'), false],
    ] as const)
      expect([marked, looks(six, marked)]).toEqual([marked, expected]);
  });

  it('are all who wait, in their order, and each once however many of its runs are there', () => {
    const table = digitTable([
      { rule: 'third', runs: [{ ...anywhere, wordLength: 2 }] },
      { rule: 'first', runs: [anywhere, { ...anywhere, lengths: [2, 2] }, { ...anywhere, wordLength: 2 }] },
      {
        rule: 'fourth',
        runs: [
          { ...anywhere, wordLength: 2 },
          { ...anywhere, lengths: [1, 2], wordLength: 2 },
        ],
      },
      { rule: 'second', runs: [anywhere] },
      { rule: 'nobody', runs: [{ ...anywhere, lengths: [3, 3] }] },
    ]);
    const lookers = table[digitSlot('42', 0, 2)];
    expect([lookers?.byNextLength[0], lookers?.byWordLength[2]]).toEqual([
      ['first', 'second'],
      ['third', 'fourth'],
    ]);
  });
});
