import { revocationLogBroadcast } from '@strongroom/contracts';
import { type RevocationSource, type VerificationKeys } from '@strongroom/guard';
import { BroadcastReader } from '@strongroom/messaging';
import { messagingMetrics } from '../metrics/messaging-metrics.js';
import { type RedisAddress } from '../wire/redis-address.js';
import { LogBroadcastSource } from './log-broadcast-source.js';

/** The revocation log over Redis, signed by the same key as the feed. */
export function followLogBroadcast(terms: {
  readonly feed: RevocationSource;
  readonly redis: RedisAddress;
  readonly keys: VerificationKeys;
}): LogBroadcastSource {
  const { feed, redis, keys } = terms;
  const { pattern: topic, publisher } = revocationLogBroadcast;
  return new LogBroadcastSource({
    feed,
    openReader: (from, follower) =>
      new BroadcastReader({
        ...{ ...redis, topic, publisher, follower, from, metrics: messagingMetrics },
        keys: { byId: async (keyId) => (await keys.byKid(keyId))?.key },
      }),
  });
}
