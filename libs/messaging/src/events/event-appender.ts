import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { encodeBody } from '../envelope/body.js';
import { encodeMetadata, type Metadata } from '../envelope/metadata.js';
import { type Seal } from '../envelope/seal.js';
import { type KeyNames } from '../redis/key-names.js';
import { appendEvents } from '../redis/scripts.js';

/** One copy of an event, for one consuming service. */
export interface EventToPublish {
  readonly consumer: string;
  readonly pattern: string;
  /** UUID, the same whenever the event is sent again: consumers tell repetitions by it. */
  readonly id: string;
  readonly body: unknown;
  readonly securityContext?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly metadata?: Metadata | undefined;
}

/** Some consumers' streams did not take their copies; the copies of the other consumers are published. */
export class EventsNotPublished extends CallError {
  constructor(
    readonly failures: readonly {
      readonly consumer: string;
      readonly ids: readonly string[];
      readonly error: unknown;
    }[],
  ) {
    super({
      status: failures.every(({ error }) => error instanceof CallError) ? 'RESOURCE_EXHAUSTED' : 'UNAVAILABLE',
      message: `events were not taken for ${failures.map(({ consumer }) => consumer).join(', ')}`,
      cause: failures[0]?.error,
    });
  }
}

export const DEFAULT_STREAM_LENGTH_MAX = 1_000_000;
const MOST_IN_ONE_COMMAND = 256;

/** Signs events and appends them to their consumers' streams: one command a consumer, all sent at once. */
export class EventAppender {
  constructor(
    private readonly redis: Redis,
    private readonly names: KeyNames,
    private readonly seal: Seal,
    private readonly streamLengthMax: number,
  ) {}

  /**
   * Resolves when Redis has taken all of them.
   *
   * @throws {EventsNotPublished} UNAVAILABLE, where copies may have been published or not; RESOURCE_EXHAUSTED if every
   * failure is a stream that holds too many unhandled events
   */
  async append(events: readonly EventToPublish[]): Promise<void> {
    const batches = [...Map.groupBy(events, ({ consumer }) => consumer)].flatMap(([consumer, copies]) =>
      chunks(copies).map((chunk) => ({ consumer, chunk })),
    );
    const results = await Promise.allSettled(batches.map(({ consumer, chunk }) => this.#appendTo(consumer, chunk)));
    const failures = batches.flatMap(({ consumer, chunk }, index) => {
      const result = results[index];
      if (result?.status !== 'rejected') return [];
      return [{ consumer, ids: chunk.map(({ id }) => id), error: result.reason as unknown }];
    });
    if (failures.length > 0) throw new EventsNotPublished(failures);
  }

  async #appendTo(consumer: string, events: readonly EventToPublish[]): Promise<void> {
    const frames = await Promise.all(events.map((event) => this.#frame(event)));
    const taken = await appendEvents.run(
      this.redis,
      [],
      [this.names.events(consumer), this.streamLengthMax, ...frames],
    );
    if (taken !== frames.length)
      throw new CallError({ status: 'RESOURCE_EXHAUSTED', message: `${consumer} has more events waiting than it may` });
  }

  #frame({
    consumer,
    pattern,
    id,
    body,
    securityContext = '',
    traceparent = '',
    metadata,
  }: EventToPublish): Promise<Buffer> {
    return this.seal.close({
      kind: 'event',
      audience: consumer,
      ...{ id, pattern, securityContext, traceparent },
      metadata: encodeMetadata(metadata),
      ...encodeBody(body),
    });
  }
}

function chunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / MOST_IN_ONE_COMMAND) }, (_, index) =>
    items.slice(index * MOST_IN_ONE_COMMAND, (index + 1) * MOST_IN_ONE_COMMAND),
  );
}
