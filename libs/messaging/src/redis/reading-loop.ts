import { type LoggerService } from '@nestjs/common';
import { type Redis } from 'ioredis';
import { BLOCK_MS, closeConnection } from './connection.js';
import { Loop } from './loop.js';

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

  /** Resolves when the last read has come back, or could not, and the connection is closed. */
  async stop(): Promise<void> {
    const ended = this.#loop.stop();
    const cut = setTimeout(() => {
      closeConnection(this.redis);
    }, BLOCK_MS + LAST_READ_GRACE_MS);
    await ended;
    clearTimeout(cut);
    closeConnection(this.redis);
  }
}
