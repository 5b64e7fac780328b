import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { currentCallScope } from '../call-scope.js';
import { encodeBody } from '../envelope/body.js';
import { encodeMetadata, type Metadata } from '../envelope/metadata.js';
import { type Seal } from '../envelope/seal.js';
import { type MessagingMetrics } from '../metrics.js';
import { type KeyNames } from '../redis/key-names.js';
import { appendEvents } from '../redis/scripts.js';
import { type MessagingSpan, type MessagingTracer } from '../tracing/messaging-tracer.js';
import { cleanTraceparent } from '../tracing/traceparent.js';

/** One copy of an event, for one consuming service. */
export interface EventToPublish {
  readonly consumer: string;
  readonly pattern: string;
  /** UUID, the same whenever the event is sent again: consumers tell repetitions by it. */
  readonly id: string;
  readonly body: unknown;
  readonly securityContext?: string | undefined;
  /** W3C Trace Context; by default that of the call being handled. */
  readonly traceparent?: string | undefined;
  readonly metadata?: Metadata | undefined;
}

export interface EventFailure {
  readonly consumer: string;
  readonly ids: readonly string[];
  readonly error: unknown;
}

/** Some events were not published; all others were. */
export class EventsNotPublished extends CallError {
  constructor(readonly failures: readonly EventFailure[]) {
    const [first] = failures;
    const sure = failures.every(({ error }) => error instanceof CallError) ? first?.error : undefined;
    super({
      status: sure instanceof CallError ? sure.status : 'UNAVAILABLE',
      message: `events were not taken for ${failures.map(({ consumer }) => consumer).join(', ')}`,
      cause: first?.error,
    });
  }
}

export const DEFAULT_STREAM_LENGTH_MAX = 1_000_000;
const MOST_IN_ONE_COMMAND = 256;

interface Attempt {
  readonly event: EventToPublish;
  readonly span: MessagingSpan | undefined;
}
type Signed = Attempt & { readonly frame: Buffer };
type Unsigned = Attempt & { readonly frame?: undefined; readonly error: unknown };

/** Signs events and appends them to their consumers' streams: one command a consumer, all sent at once. */
export class EventAppender {
  constructor(
    private readonly redis: Redis,
    private readonly names: KeyNames,
    private readonly seal: Seal,
    private readonly streamLengthMax: number,
    private readonly metrics: Pick<MessagingMetrics, 'eventsShed'>,
    private readonly tracer: MessagingTracer | undefined,
  ) {}

  /**
   * Resolves when Redis has taken all of them.
   *
   * @throws {EventsNotPublished} with the status of the first failure: RESOURCE_EXHAUSTED if a stream holds too many events
   * that are not handled, INVALID_ARGUMENT if an event cannot be written or is too long; UNAVAILABLE if any of the events
   * named may have been published or not
   */
  async append(events: readonly EventToPublish[]): Promise<void> {
    const failures: EventFailure[] = [];
    const fail = (consumer: string, batch: readonly Attempt[], error: unknown): void => {
      failures.push({ consumer, ids: batch.map(({ event }) => event.id), error });
      for (const { span } of batch) span?.end(error instanceof CallError ? error.status : 'UNAVAILABLE');
    };
    const signed: Signed[] = [];
    for (const attempt of await Promise.all(events.map((each) => this.#sign(each)))) {
      if (attempt.frame !== undefined) signed.push(attempt);
      else fail(attempt.event.consumer, [attempt], attempt.error);
    }
    const byConsumer = [...Map.groupBy(signed, ({ event }) => event.consumer)];
    const batches = byConsumer.flatMap(([consumer, all]) => chunks(all).map((batch) => ({ consumer, batch })));
    const append = async ({ consumer, batch }: (typeof batches)[number]): Promise<void> => {
      try {
        await this.#appendTo(
          consumer,
          batch.map(({ frame }) => frame),
        );
      } catch (error) {
        fail(consumer, batch, error);
        return;
      }
      for (const { span } of batch) span?.end('OK');
    };
    await Promise.all(batches.map(append));
    if (failures.length > 0) throw new EventsNotPublished(failures);
  }

  async #appendTo(consumer: string, frames: readonly Buffer[]): Promise<void> {
    const taken = await appendEvents.run(
      this.redis,
      [],
      [this.names.events(consumer), this.streamLengthMax, ...frames],
    );
    if (taken !== frames.length) {
      this.metrics.eventsShed(consumer, frames.length);
      throw new CallError({ status: 'RESOURCE_EXHAUSTED', message: `${consumer} has more events waiting than it may` });
    }
  }

  async #sign(event: EventToPublish): Promise<Signed | Unsigned> {
    const { consumer, pattern, id, body, securityContext = '', traceparent, metadata } = event;
    const inherited = currentCallScope()?.traceparent;
    const span = this.tracer?.publish({ pattern, consumer, id, traceparent, inherited });
    try {
      const frame = await this.seal.close({
        kind: 'event',
        audience: consumer,
        ...{ id, pattern, securityContext },
        traceparent: span?.traceparent ?? cleanTraceparent(traceparent ?? inherited),
        metadata: encodeMetadata(metadata),
        ...encodeBody(body),
      });
      return { event, span, frame };
    } catch (cause) {
      if (!(cause instanceof RangeError)) return { event, span, error: cause };
      return { event, span, error: new CallError({ status: 'INVALID_ARGUMENT', message: cause.message, cause }) };
    }
  }
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / MOST_IN_ONE_COMMAND) }, (_, index) =>
    items.slice(index * MOST_IN_ONE_COMMAND, (index + 1) * MOST_IN_ONE_COMMAND),
  );
}
