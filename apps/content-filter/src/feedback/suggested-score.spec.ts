import { describe, expect, it } from '@jest/globals';
import { summaryOf } from './suggested-score.js';

const at = (score: number, confirmed: number, dismissed: number) => ({ score, confirmed, dismissed });

describe('the score that feedback suggests', () => {
  it('is the lowest from which on nine of ten are confirmed', () => {
    expect(summaryOf([at(0.5, 1, 30), at(0.7, 18, 2), at(0.9, 40, 0)])).toEqual({
      ...{ confirmed: 59, dismissed: 32 },
      suggested_score_min: 0.7,
    });
  });

  it('may be lower than one that alone would not do: what counts is everything from it on', () => {
    expect(summaryOf([at(0.6, 4, 2), at(0.9, 40, 0)]).suggested_score_min).toBe(0.6);
  });

  it('takes scores of several rules together', () => {
    expect(summaryOf([at(0.9, 10, 0), at(0.9, 10, 0)]).suggested_score_min).toBe(0.9);
  });

  it.each([
    ['nothing was judged', []],
    ['fewer than 20 were judged', [at(0.9, 19, 0)]],
    ['the surest are as wrong as the rest', [at(0.5, 20, 10), at(0.9, 20, 10)]],
  ])('is none where %s', (_what, judged) => {
    expect(summaryOf(judged).suggested_score_min).toBeNull();
  });
});
