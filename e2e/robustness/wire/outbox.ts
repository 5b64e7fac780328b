import { setTimeout as pause } from 'node:timers/promises';
import { EventsNotPublished, type RedisEventPublisher } from '@strongroom/messaging';
import { type Redis } from 'ioredis';
import { type Pool } from 'pg';
import { EVENT } from './wire-terms.ts';

const BATCH = 128;
const LOOK_EVERY_MS = 20;

/**
 * Sends what the outbox holds, until it is told to stop and nothing is left. A Redis that has forgotten everything has a
 * new `run_id`: what had been taken by the one before may not have been handled, so all of it is sent again.
 */
export class Relay {
  resent = 0;
  #runId = '';
  #stopping = false;
  #ended: Promise<void> = Promise.resolve();

  private readonly pool: Pool;
  private readonly publisher: RedisEventPublisher;
  private readonly redis: Redis;

  constructor(pool: Pool, publisher: RedisEventPublisher, redis: Redis) {
    this.pool = pool;
    this.publisher = publisher;
    this.redis = redis;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Resolves when nothing is left to send. */
  drain(): Promise<void> {
    this.#stopping = true;
    return this.#ended;
  }

  async #run(): Promise<void> {
    for (;;) {
      const left = await this.#turn().catch(() => 1);
      if (this.#stopping && left === 0) return;
      await pause(LOOK_EVERY_MS);
    }
  }

  /** How many were waiting. Fails while Redis cannot be reached. */
  async #turn(): Promise<number> {
    await this.#lookForAmnesia();
    const { rows } = await this.pool.query<{ n: string; id: string }>(
      'SELECT n, id FROM outbox WHERE NOT sent ORDER BY n LIMIT $1',
      [BATCH],
    );
    if (rows.length === 0) return 0;
    const events = rows.map(({ id }) => ({ consumer: 'orders', pattern: EVENT, id, body: { id } }));
    const failed = await this.publisher.publish(events).then(
      () => new Set<string>(),
      (error: unknown) => {
        if (!(error instanceof EventsNotPublished)) throw error;
        return new Set(error.failures.flatMap(({ ids }) => ids));
      },
    );
    const taken = rows.filter(({ id }) => !failed.has(id)).map(({ n }) => n);
    await this.pool.query('UPDATE outbox SET sent = true WHERE n = ANY($1::bigint[])', [taken]);
    return rows.length;
  }

  async #lookForAmnesia(): Promise<void> {
    const runId = /^run_id:(\w+)/m.exec(await this.redis.info('server'))?.[1] ?? '';
    if (this.#runId !== '' && runId !== this.#runId) {
      const { rowCount } = await this.pool.query('UPDATE outbox SET sent = false WHERE sent');
      this.resent += rowCount ?? 0;
    }
    this.#runId = runId;
  }
}
