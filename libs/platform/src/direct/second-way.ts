import { callableWithoutRedis, type Contract } from '@strongroom/contracts';
import { CallError, type CallOptions, type RedisClient } from '@strongroom/messaging';
import { type DirectClient } from './direct-client.js';

const patterns: ReadonlySet<string> = new Set(callableWithoutRedis.map(({ pattern }: Contract) => pattern));

/**
 * Calls go over Redis; a revocation that Redis cannot carry goes straight to the revocation service. It may have arrived by the
 * first way too, and that does no harm: a token is revoked once, and a second cut-off ends nothing that the first did not.
 */
export class SecondWay {
  constructor(
    private readonly redis: Pick<RedisClient, 'call'>,
    private readonly direct: Pick<DirectClient, 'call'>,
  ) {}

  async call(pattern: string, input: unknown, options: CallOptions): Promise<unknown> {
    try {
      return await this.redis.call(pattern, input, options);
    } catch (error) {
      // Without a code it is the wire that failed; with one it is the service's own answer.
      const isWireDown = error instanceof CallError && error.status === 'UNAVAILABLE' && error.code === undefined;
      if (!isWireDown || !patterns.has(pattern)) throw error;
      return this.direct.call(pattern, input, options);
    }
  }
}
