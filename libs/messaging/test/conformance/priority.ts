import { both, outcome, type Property } from './property.ts';
import { ending, type Ending } from './waiting.ts';

const [WORK, REVOKE] = ['orders.order.work.v1', 'orders.order.revoke.v1'];
/** The service has this many seats, each of which takes one request at a time, for this long. */
const SEATS = 4;
const SEAT_MS = 10;
const CAPACITY = (SEATS * 1_000) / SEAT_MS;
const OVERLOAD = 5;
const SECONDS = 2;
const TICK_MS = 20;
const URGENT_EVERY = 2;

export const priority: Property = {
  name: 'priority',
  guarantee: 'at five times what a service can do, every urgent call is answered',
  asked: both,
  async judge(subject) {
    const seats = new Seats();
    const work = async (): Promise<void> => seats.occupy();
    await subject.serve('orders', { calls: { [WORK]: work, [REVOKE]: work } }, { concurrency: SEATS });
    const client = await subject.client('caller', { queueLengthMax: CAPACITY });
    await ending(client.call(REVOKE, {}), subject.patienceMs);
    const usual: Promise<Ending>[] = [];
    const urgent: Promise<{ readonly end: Ending; readonly ms: number }>[] = [];
    const startedMs = performance.now();
    for (let tick = 1; tick <= (SECONDS * 1_000) / TICK_MS; tick += 1) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, startedMs + tick * TICK_MS - performance.now())));
      for (let call = 0; call < (CAPACITY * OVERLOAD * TICK_MS) / 1_000; call += 1)
        usual.push(ending(client.call(WORK, {}, { deadlineMs: 1_000 }), subject.patienceMs));
      if (tick % URGENT_EVERY === 0)
        urgent.push(timed(() => client.call(REVOKE, {}, { urgent: true }), subject.patienceMs));
    }
    const urgentEnds = await Promise.all(urgent);
    const answered = urgentEnds.filter(({ end }) => end.kind === 'answer');
    const usualEnds = await Promise.all(usual);
    const good = usualEnds.filter(({ kind }) => kind === 'answer').length;
    const p99 = Math.round(
      quantile(
        answered.map(({ ms }) => ms),
        0.99,
      ),
    );
    return outcome(
      `${urgentEnds.length} urgent calls answered beside ${usual.length} others, of which ${good} were; p99 ${p99} ms`,
      {
        [`${urgentEnds.length - answered.length} of ${urgentEnds.length} urgent calls not answered`]:
          answered.length === urgentEnds.length,
      },
    );
  },
};

/** First come, first served. */
class Seats {
  #free = SEATS;
  readonly #waiting: (() => void)[] = [];

  async occupy(): Promise<void> {
    if (this.#free > 0) this.#free -= 1;
    else
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    await new Promise((resolve) => setTimeout(resolve, SEAT_MS));
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

async function timed(
  call: () => Promise<unknown>,
  patienceMs: number,
): Promise<{ readonly end: Ending; readonly ms: number }> {
  const startedMs = performance.now();
  const end = await ending(call(), patienceMs);
  return { end, ms: performance.now() - startedMs };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
