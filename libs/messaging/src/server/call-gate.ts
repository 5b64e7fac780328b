import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { CLOCK_SKEW_MS, DEADLINE_HORIZON_MS } from '../deadline.js';
import { type Envelope } from '../envelope/envelope.js';
import { type Seal } from '../envelope/seal.js';
import { type MessagingMetrics } from '../metrics.js';
import { type KeyNames } from '../redis/key-names.js';
import { rememberCalls } from '../redis/scripts.js';
import { type Refusals } from '../refusals.js';
import { NO_HANDLER } from '../tracing/messaging-tracer.js';
import { type Cancellations } from './cancellations.js';
import { type Handlers } from './handlers.js';

type Opened = Awaited<ReturnType<Seal['open']>>;

/** Decides which of the frames taken from a queue are run: those signed for us, in time, and never seen before. */
export class CallGate {
  constructor(
    private readonly redis: Redis,
    private readonly names: KeyNames,
    private readonly seal: Seal,
    private readonly cancellations: Cancellations,
    private readonly handlers: Handlers,
    private readonly metrics: MessagingMetrics,
    private readonly refusals: Refusals,
    private readonly logger: Pick<LoggerService, 'error'>,
  ) {}

  /** Never rejects. What is not admitted is counted. */
  async admit(frames: readonly Buffer[]): Promise<readonly Envelope[]> {
    const opened = frames.map((frame) => this.seal.open(frame, 'request'));
    const requests = (await allOf(opened)).filter((request) => this.#isWanted(request));
    if (requests.length === 0) return [];
    const isNew = await this.#remember(requests);
    return requests.filter((request, index) => isNew[index] === true && this.#isInTime(request));
  }

  #isWanted(request: Opened): request is Envelope {
    if (typeof request === 'string') return this.#refuse(request);
    if (request.deadlineMs > Date.now() + DEADLINE_HORIZON_MS + CLOCK_SKEW_MS) return this.#refuse('deadline');
    return this.#isInTime(request) && !this.cancellations.wasCancelled(request);
  }

  #isInTime({ deadlineMs, pattern }: Envelope): boolean {
    if (deadlineMs > Date.now()) return true;
    this.metrics.expired(this.handlers.has(pattern, 'call') ? pattern : NO_HANDLER);
    return false;
  }

  /**
   * Without Redis nothing is known to be new, so nothing is run: the callers, who have lost it too, learn UNAVAILABLE or
   * wait for their deadline, and the requests have had no effect.
   */
  async #remember(requests: readonly Envelope[]): Promise<readonly boolean[]> {
    const nowMs = Date.now();
    const keys = requests.map(({ sender, id }) => this.names.seen(this.seal.self, sender, id));
    const keptMs = requests.map(({ deadlineMs }) => deadlineMs - nowMs + CLOCK_SKEW_MS);
    try {
      const answers = (await rememberCalls.run(this.redis, keys, keptMs)) as readonly number[];
      return requests.map((_, index) => answers[index] === 1 || this.#refuse('replayed'));
    } catch (error) {
      this.logger.error(`${requests.length} requests dropped, for their ids could not be checked: ${String(error)}`);
      for (const _ of requests) this.#refuse('unchecked');
      return [];
    }
  }

  #refuse(reason: Parameters<Refusals['count']>[0]): false {
    this.refusals.count(reason, 'call queue');
    return false;
  }
}

/** `Promise.all`, without a promise for each where none is needed. */
function allOf(opened: readonly (Opened | Promise<Opened>)[]): readonly Opened[] | Promise<readonly Opened[]> {
  if (!opened.some((each) => each instanceof Promise)) return opened as readonly Opened[];
  return Promise.all(opened.map((each) => Promise.resolve(each)));
}
