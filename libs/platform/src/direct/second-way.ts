import { callableWithoutRedis, serviceOf, type ServiceName } from '@strongroom/contracts';
import { CallError, type CallOptions, type RedisClient } from '@strongroom/messaging';
import { type DirectClient } from './direct-client.js';

const patterns: ReadonlySet<string> = new Set(callableWithoutRedis.map(({ pattern }) => pattern));

/** The services that this process reaches without Redis. */
export type DirectWays = ReadonlyMap<ServiceName, Pick<DirectClient, 'call'>>;

/**
 * Calls go over Redis; what must work although Redis cannot carry it goes straight to the service. It may have arrived by the
 * first way too, and that does no harm: a token is revoked once, a second cut-off ends nothing that the first did not, and of two
 * tokens that were issued one has reached nobody.
 */
export class SecondWay {
  constructor(
    private readonly redis: Pick<RedisClient, 'call'>,
    private readonly direct: DirectWays,
  ) {}

  async call(pattern: string, input: unknown, options: CallOptions): Promise<unknown> {
    try {
      return await this.redis.call(pattern, input, options);
    } catch (error) {
      // Without a code it is the wire that failed; with one it is the service's own answer.
      const isWireDown = error instanceof CallError && error.status === 'UNAVAILABLE' && error.code === undefined;
      const direct = isWireDown && patterns.has(pattern) ? this.direct.get(serviceOf(pattern)) : undefined;
      if (direct === undefined) throw error;
      return direct.call(pattern, input, options);
    }
  }
}
