import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { BLOCK_MS, closeConnection } from './connection.js';
import { Loop, pause } from './loop.js';

/** How long the last read may take to come back beyond its own limit, before its connection is cut. */
const LAST_READ_GRACE_MS = 500;

/**
 * Blocking reads on a connection of their own. The connection is not cut while a read is outstanding: Redis may already
 * have taken something off a list for it.
 */
export class ReadingLoop {
  readonly #loop: Loop;

  constructor(
    what: string,
    private readonly redis: Redis,
    turn: (redis: Redis, stopping: AbortSignal) => Promise<void>,
    logger: Pick<LoggerService, 'error'>,
  ) {
    this.#loop = new Loop(what, (stopping) => turn(redis, stopping), logger);
  }

  start(): void {
    this.#loop.start();
  }

  /**
   * Resolves when the last read has come back, or can no more, and the connection is closed. What is outstanding on a
   * connection that ioredis 5.11 is told to leave between two attempts to connect never settles, so it is not awaited.
   */
  async stop(): Promise<void> {
    const ended = this.#loop.stop();
    const late = new AbortController();
    await Promise.race([ended, pause(BLOCK_MS + LAST_READ_GRACE_MS, late.signal)]);
    late.abort();
    closeConnection(this.redis);
  }
}
