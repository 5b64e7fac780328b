import { createHash } from 'node:crypto';
import { type Redis } from 'ioredis';
import { isReplyError } from './reply-error.js';

export type ScriptArgument = string | number | Buffer;

/** A Lua script, sent by its hash; in full only to a server that does not know it, such as one that was restarted. */
export class Script {
  readonly #sha1: string;

  constructor(private readonly lua: string) {
    this.#sha1 = createHash('sha1').update(lua).digest('hex');
  }

  /** Bulk strings in the answer are Buffers. */
  async run(redis: Redis, keys: readonly string[], args: readonly ScriptArgument[]): Promise<unknown> {
    const rest = [keys.length, ...keys, ...args];
    try {
      return await redis.callBuffer('EVALSHA', this.#sha1, ...rest);
    } catch (error) {
      if (!isReplyError(error, 'NOSCRIPT')) throw error;
      return redis.callBuffer('EVAL', this.lua, ...rest);
    }
  }
}
