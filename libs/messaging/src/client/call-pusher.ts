import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { DEADLINE_HORIZON_MS } from '../deadline.js';
import { type Priority } from '../envelope/envelope.js';
import { type MessagingMetrics } from '../metrics.js';
import { Coalescer } from '../redis/coalescer.js';
import { type KeyNames } from '../redis/key-names.js';
import { pushCalls } from '../redis/scripts.js';
import { type PendingCall } from './pending-call.js';

const RETRY_WHEN_FULL_MS = 500;

interface Outgoing {
  readonly call: PendingCall;
  readonly priority: Priority;
  readonly frame: Buffer;
}

/** Hands requests to Redis: all that one turn of the event loop makes for a service in one command. */
export class CallPusher {
  readonly #byService = new Map<string, Coalescer<Outgoing>>();

  constructor(
    private readonly redis: Redis,
    private readonly names: KeyNames,
    private readonly queueLengthMax: number,
    private readonly metrics: MessagingMetrics,
  ) {}

  push(outgoing: Outgoing): void {
    const { service } = outgoing.call.about;
    let coalescer = this.#byService.get(service);
    if (coalescer === undefined) {
      coalescer = new Coalescer((batch) => void this.#handOver(service, batch));
      this.#byService.set(service, coalescer);
    }
    coalescer.add(outgoing);
  }

  /** Settles every call of the batch that Redis did not take. */
  async #handOver(service: string, batch: readonly Outgoing[]): Promise<void> {
    const wanted = batch.filter(({ call }) => call.open);
    if (wanted.length === 0) return;
    const args: (string | number | Buffer)[] = [
      this.names.callsBase(service),
      this.queueLengthMax,
      DEADLINE_HORIZON_MS,
    ];
    for (const { call, priority, frame } of wanted) {
      call.handedOver = true;
      args.push(priority, frame);
    }
    try {
      const refused = (await pushCalls.run(this.redis, [], args)) as readonly number[];
      for (const position of refused) this.#shed(wanted[position]?.call);
    } catch (error) {
      for (const { call } of wanted)
        call.giveUp('UNAVAILABLE', 'the connection was lost before the request was acknowledged', error);
    }
  }

  #shed(call: PendingCall | undefined): void {
    if (call === undefined) return;
    this.metrics.shed(call.about.service);
    call.fail(
      new CallError({
        status: 'RESOURCE_EXHAUSTED',
        message: `${call.about.service} has more requests waiting than it takes`,
        retryAfterMs: Math.round(RETRY_WHEN_FULL_MS * (1 + Math.random())),
      }),
    );
  }
}
