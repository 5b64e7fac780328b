import { describe, expect, it } from '@jest/globals';
import { Filter } from '../filter.js';
import { type CredentialFile, evaluateCredentialLines } from './credential-lines.js';

const filter = new Filter();
const file = (
  text: string,
  lines: readonly (readonly number[])[],
  elsewhere: readonly number[] = [],
): CredentialFile => ({
  file: 'a.py',
  text,
  gold: lines.map((marked) => ({ rule: 'Theirs', lines: marked })),
  elsewhere,
});

describe('credentials of which the lines are marked', () => {
  it('are hit, missed and invented, line by line', () => {
    const text = 'x = 1\npassword = "n84ASM!54y4"\nnothing here\nDB_PASSWORD=2bkJgtJDiLcq1t\n';
    const { score, mistakes } = evaluateCredentialLines(filter, [file(text, [[2], [3]])]);
    expect(score).toMatchObject({ hits: 1, misses: 1, falseAlarms: 1, precision: 0.5, recall: 0.5 });
    expect(mistakes).toEqual([
      { file: 'a.py', kind: 'missed', line: 3, rule: 'Theirs' },
      { file: 'a.py', kind: 'false alarm', line: 4, rule: 'secrets.password' },
    ]);
  });

  it('count once when several rules mark a line, and not at all when only some modes report it', () => {
    const text = 'password = "n84ASM!54y4"\npassword = "2bkJgtJDiLcq1t"';
    const { score } = evaluateCredentialLines(filter, [file(text, [[1], [1]], [2])]);
    expect(score).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  });

  it('are hit by whatever touches one of their lines; what is no secret is not looked at', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MC4CAQAwBQYDK2VwBCIEIHq7Xv2L'.repeat(3)}\n-----END PRIVATE KEY-----`;
    const { score } = evaluateCredentialLines(filter, [file(`mail alice@example.com\n${key}\n`, [[3, 4]])]);
    expect(score).toMatchObject({ hits: 1, misses: 0, falseAlarms: 0 });
  });
});
