import { Participant } from '../frame/participant.ts';

export const PROCESSES = 8;
export const FOLLOWERS = 50;
const ENFORCED_WITHIN_MS = 30_000;

/** Fifty followers of a log in eight processes; `file` calls `participate` with `watch` and `enforced`. */
export class Fleet {
  readonly #processes: readonly Participant[];

  private constructor(processes: readonly Participant[]) {
    this.#processes = processes;
  }

  static async start(file: string, terms: object): Promise<Fleet> {
    const all = Array.from({ length: FOLLOWERS }, (_, number) => number);
    const started = await Promise.allSettled(
      Array.from({ length: PROCESSES }, (_, process) =>
        Participant.start(file, { ...terms, numbers: all.filter((number) => number % PROCESSES === process) }),
      ),
    );
    const fleet = new Fleet(started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
    const failed = started.find((each) => each.status === 'rejected');
    if (failed === undefined) return fleet;
    await fleet.stop();
    throw failed.reason;
  }

  /** From now on every follower looks out for these ids. Rejects where one has them already. */
  async watch(ids: readonly string[]): Promise<void> {
    await Promise.all(this.#processes.map((each) => each.ask('watch', ids)));
  }

  /** When the last follower had all that is watched, and the log up to `seq`: monotonic milliseconds. */
  async enforced(seq: number): Promise<number> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      late.reject(new Error(`not every follower had it within ${ENFORCED_WITHIN_MS} ms`));
    }, ENFORCED_WITHIN_MS);
    const answers = this.#processes.map(async (each) => (await each.ask('enforced', seq)) as readonly number[]);
    const times = (
      await Promise.race([Promise.all(answers), late.promise]).finally(() => {
        clearTimeout(timer);
      })
    ).flat();
    if (times.length !== FOLLOWERS) throw new Error(`${times.length} followers answered, not ${FOLLOWERS}`);
    return Math.max(...times);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((each) => each.stop()));
  }
}
