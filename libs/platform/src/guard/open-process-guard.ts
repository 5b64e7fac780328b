import {
  HttpFeedSource,
  openGuard,
  PairKeyCredentials,
  StaticKeys,
  type OpenedGuard,
  type VerificationKeys,
} from '@strongroom/guard';
import { type SecretStore } from '@strongroom/vault';
import { type Logger } from '../logging/logger.js';
import { guardMetrics } from '../metrics/guard-metrics.js';
import { PeerSigningKeys } from '../keys/peer-signing-keys.js';
import { type ServiceKeys } from '../keys/service-keys.js';
import { type RedisAddress } from '../wire/redis-address.js';
import { followLogBroadcast } from './follow-log-broadcast.js';

/** How this process verifies access tokens itself. Only the gateway does: services see signed contexts, never tokens. */
export interface TokenTerms {
  readonly keys: VerificationKeys;
  readonly issuer: string;
  readonly audience: string;
}

export interface ProcessGuardTerms {
  readonly service: string;
  readonly instance: string;
  readonly feedUrls: readonly string[];
  readonly redis: RedisAddress;
  readonly killSwitchFile: string | undefined;
  readonly serviceKeys: ServiceKeys;
  readonly store: SecretStore;
  readonly logger: Logger;
  readonly tokens?: TokenTerms;
}

const noTokens: TokenTerms = { keys: new StaticKeys([]), issuer: 'none', audience: 'none' };

/** The guard of this process, fed by the revocation service's signed HTTP feed and, beside it, by its broadcasts over Redis. */
export function openProcessGuard(terms: ProcessGuardTerms): OpenedGuard {
  const { service, instance, serviceKeys, logger, redis } = terms;
  const keys = new PeerSigningKeys('revocation', terms.store);
  const feed = new HttpFeedSource({
    urls: terms.feedUrls,
    keys,
    credentials: new PairKeyCredentials({
      service,
      guard: `${service}-${instance}`,
      pairKey: () => serviceKeys.current('revocation'),
    }),
  });
  const broadcasts = followLogBroadcast({ feed, redis, keys });
  const opened = openGuard({
    ...(terms.tokens ?? noTokens),
    source: feed,
    beside: broadcasts,
    ...(terms.killSwitchFile !== undefined && { killSwitchFile: terms.killSwitchFile }),
    onFault: (error) => {
      logger.warn('the guard could not read the revocation feed or its kill switch', { component: 'guard', error });
    },
  });
  guardMetrics.observe(opened.status);
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await broadcasts.close();
    },
  };
}
