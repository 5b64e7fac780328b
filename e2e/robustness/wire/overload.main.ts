// Measures what a service can do, then offers it a rate of calls whatever becomes of them (open loop).
import { Logger } from '@nestjs/common';
import { CallError, type CallOptions, RedisClient } from '@strongroom/messaging';
import { HistoryWriter } from './history.ts';
import { type OverloadWish, type Outcomes } from './wishes.ts';
import { BARE_CALL, keysOf, readArguments, tell } from './wire-terms.ts';

const TICK_MS = 5;
const GRACE_MS = 1_000;

const { terms } = readArguments();
Logger.overrideLogger(false);
new HistoryWriter(terms.folder, 'overload').watchThisProcess();
const client = new RedisClient({ service: 'shop', redis: terms.redis, keys: keysOf(terms, 'shop') });

class Tally {
  readonly #startedMs = performance.now();
  readonly #durationsMs: number[] = [];
  readonly #byStatus: Record<string, number> = {};
  readonly #lastsMs: number;
  #okInTime = 0;
  #lost = 0;

  constructor(seconds: number) {
    this.#lastsMs = seconds * 1_000;
  }

  async call(options: CallOptions & { readonly deadlineMs: number }): Promise<void> {
    const askedMs = performance.now();
    const status = await client.call(BARE_CALL, 1, options).then(
      () => 'OK',
      (error: unknown) => (error instanceof CallError ? error.status : undefined),
    );
    const endedMs = performance.now();
    this.#durationsMs.push(endedMs - askedMs);
    if (status === undefined || endedMs - askedMs > options.deadlineMs + GRACE_MS) this.#lost += 1;
    if (status === 'OK' && endedMs - this.#startedMs <= this.#lastsMs) this.#okInTime += 1;
    this.#byStatus[status ?? 'none'] = (this.#byStatus[status ?? 'none'] ?? 0) + 1;
  }

  outcomes(): Outcomes {
    return {
      calls: this.#durationsMs.length,
      okPerSecond: (this.#okInTime / this.#lastsMs) * 1_000,
      byStatus: this.#byStatus,
      durationsMs: this.#durationsMs.toSorted((a, b) => a - b),
      lost: this.#lost,
    };
  }
}

async function saturate(seconds: number, inFlight: number): Promise<Outcomes> {
  const tally = new Tally(seconds);
  const untilMs = performance.now() + seconds * 1_000;
  const one = async (): Promise<void> => {
    while (performance.now() < untilMs) await tally.call({ deadlineMs: 5_000 });
  };
  await Promise.all(Array.from({ length: inFlight }, one));
  return tally.outcomes();
}

async function offer(wish: Extract<OverloadWish, { type: 'offer' }>): Promise<object> {
  const { seconds, perSecond, urgentPerSecond, deadlineMs } = wish;
  const lanes = [
    { tally: new Tally(seconds), perSecond, options: { deadlineMs } },
    { tally: new Tally(seconds), perSecond: urgentPerSecond, options: { deadlineMs, priority: 'urgent' } as const },
  ];
  const startedMs = performance.now();
  const perLane = lanes.map(({ tally, perSecond: rate, options }) => {
    const underWay: Promise<void>[] = [];
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const timer = setInterval(() => {
      const passed = (performance.now() - startedMs) / 1_000;
      if (passed >= seconds) {
        clearInterval(timer);
        resolve(undefined);
      } else while (underWay.length < passed * rate) underWay.push(tally.call(options));
    }, TICK_MS);
    return promise.then(() => Promise.all(underWay)).then(() => tally.outcomes());
  });
  const [normal, urgent] = await Promise.all(perLane);
  return { normal, urgent };
}

await client.connect();
tell({ type: 'ready' });
process.on('message', (wish: OverloadWish) => {
  void (wish.type === 'saturate' ? saturate(wish.seconds, wish.inFlight) : offer(wish)).then(tell);
});
