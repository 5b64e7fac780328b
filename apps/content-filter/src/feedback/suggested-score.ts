/** What was said of findings with one score. */
export interface Judged {
  readonly score: number;
  readonly confirmed: number;
  readonly dismissed: number;
}

export interface Summary {
  readonly confirmed: number;
  readonly dismissed: number;
  readonly suggested_score_min: number | null;
}

/** With fewer a share of nine in ten says little. */
const JUDGED_MIN = 20;
const PRECISION_MIN = 0.9;

/** All of it together, and the lowest score from which on nine of ten findings are confirmed, of 20 at least. */
export function summaryOf(judged: readonly Judged[]): Summary {
  let [confirmed, dismissed, suggested] = [0, 0, null as number | null];
  const scores = [...new Set(judged.map(({ score }) => score))].sort((a, b) => b - a);
  for (const score of scores) {
    for (const one of judged) {
      if (one.score !== score) continue;
      confirmed += one.confirmed;
      dismissed += one.dismissed;
    }
    const all = confirmed + dismissed;
    if (all >= JUDGED_MIN && confirmed >= all * PRECISION_MIN) suggested = score;
  }
  return { confirmed, dismissed, suggested_score_min: suggested };
}
