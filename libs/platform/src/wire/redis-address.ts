import { type WireOptions } from '@strongroom/messaging';

/** Token of where this process reaches Redis, with its own login. */
export const REDIS_ADDRESS = Symbol('redis address');

export type RedisAddress = Pick<WireOptions, 'redis' | 'prefix'>;
