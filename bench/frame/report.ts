import { type Machine } from './machine.ts';
import { type Rounds } from './run-suite.ts';
import { type Spread, spreadOf } from './statistics.ts';
import { type Figures, type Suite, type Target } from './suite.ts';

export interface Verdict extends Target, Spread {
  readonly met: boolean;
}

/** What is written to bench/results. */
export interface Report {
  readonly suite: string;
  readonly title: string;
  readonly measuredAt: string;
  readonly machine: Machine;
  readonly setting: Suite['setting'];
  readonly rounds: number;
  readonly secondsARound: number;
  readonly contestants: Readonly<Record<string, Readonly<Record<string, Spread>>>>;
  readonly targets: readonly Verdict[];
}

export function reportOf(
  suite: Suite,
  rounds: Rounds,
  about: Pick<Report, 'suite' | 'measuredAt' | 'machine' | 'rounds' | 'secondsARound'>,
): Report {
  const { title, setting } = suite;
  const contestants = Object.fromEntries(
    [...rounds].map(([name, measured]) => [
      name,
      Object.fromEntries(
        Object.keys(suite.figures)
          .filter((figure) => measured.some((figures) => figure in figures))
          .map((figure) => [figure, spreadOf(measured.map((figures) => valueOf(figures, figure)))]),
      ),
    ]),
  );
  return { ...about, title, setting, contestants, targets: suite.targets.map((target) => judge(target, rounds)) };
}

/** Ratios are taken round by round, each of two measurements that were neighbours in time. */
function judge(target: Target, rounds: Rounds): Verdict {
  const own = figuresOf(rounds, target.of, target.figure);
  const { against, bound } = target;
  const others = against === undefined ? undefined : figuresOf(rounds, against, target.figure);
  const spread = spreadOf(own.map((value, round) => value / (others?.[round] ?? 1)));
  const met = 'most' in bound ? spread.median <= bound.most : spread.median >= bound.least;
  return { ...target, ...spread, met };
}

function figuresOf(rounds: Rounds, contestant: string, figure: string): readonly number[] {
  const measured = rounds.get(contestant);
  if (measured === undefined) throw new Error(`no contestant is called ${contestant}`);
  return measured.map((figures) => valueOf(figures, figure));
}

function valueOf(figures: Figures, figure: string): number {
  const value = figures[figure];
  if (value === undefined) throw new Error(`${figure} was not measured in every round`);
  return value;
}
