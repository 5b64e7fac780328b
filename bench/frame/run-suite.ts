import { type Say } from '@strongroom/provisioning';
import { type Figures, type OpenContestant, type Suite } from './suite.ts';

export type Rounds = ReadonlyMap<string, readonly Figures[]>;

/**
 * Every contestant in every round, in an order that turns: what disturbs the machine for a while disturbs them all. A
 * first round of each, which lets the compiler do its work, is not counted.
 */
export async function runSuite(
  suite: Suite,
  about: {
    readonly rounds: number;
    readonly seconds: number;
    readonly say: Say;
    /** Ends the run, with its reason, after the measurement under way; what was opened is closed. */
    readonly signal: AbortSignal;
  },
): Promise<Rounds> {
  const measured = new Map<string, Figures[]>(suite.contestants.map(({ name }) => [name, []]));
  const open: { readonly name: string; readonly contestant: OpenContestant }[] = [];
  try {
    for (const each of suite.contestants) open.push({ name: each.name, contestant: await each.open() });
    for (let round = 0; round <= about.rounds; round += 1) {
      about.say(round === 0 ? 'warming up' : `round ${round} of ${about.rounds}`);
      for (const { name, contestant } of turned(open, round)) {
        about.signal.throwIfAborted();
        const figures = await contestant.round(about.seconds);
        if (round > 0) measured.get(name)?.push(figures);
      }
    }
    return measured;
  } finally {
    for (const { contestant } of open) await contestant.close();
  }
}

function turned<T>(items: readonly T[], by: number): readonly T[] {
  const start = by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
