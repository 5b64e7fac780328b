import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { Seal } from '../envelope/seal.js';
import { harmless, noMetrics } from '../metrics.js';
import { closeConnection, openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { KeyNames } from '../redis/key-names.js';
import { type WireOptions } from '../wire-options.js';
import { DEFAULT_STREAM_LENGTH_MAX, EventAppender, type EventToPublish } from './event-appender.js';

export interface RedisEventPublisherOptions extends WireOptions {
  /** Most unhandled events that a consumer's stream may hold; beyond it the outbox keeps them. Default 1,000,000. */
  readonly streamLengthMax?: number;
}

/** Publishes events that an outbox holds until they are taken. */
export class RedisEventPublisher implements OnApplicationShutdown {
  readonly #redis: Redis;
  readonly #contact: FirstContact;
  readonly #appender: EventAppender;

  constructor(options: RedisEventPublisherOptions) {
    const logger = new Logger(RedisEventPublisher.name);
    this.#redis = openConnection(options.redis, 'commands', logger);
    this.#contact = new FirstContact([this.#redis]);
    this.#appender = new EventAppender(
      this.#redis,
      new KeyNames(options.prefix),
      new Seal(options.service, options.keys),
      options.streamLengthMax ?? DEFAULT_STREAM_LENGTH_MAX,
      harmless(options.metrics ?? noMetrics, logger),
      options.tracer,
    );
  }

  /**
   * Publishes each event to its consumer, in one round trip. Resolves only when Redis has taken all of them; publish
   * again what failed, with the same ids: delivery is at least once anyway.
   *
   * @throws {EventsNotPublished} naming the events that were not taken
   */
  async publish(events: readonly EventToPublish[]): Promise<void> {
    await this.#contact.made();
    await this.#appender.append(events);
  }

  close(): void {
    closeConnection(this.#redis);
  }

  onApplicationShutdown(): void {
    this.close();
  }
}
