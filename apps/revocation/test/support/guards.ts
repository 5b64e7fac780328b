import { createPublicKey } from 'node:crypto';
import {
  HttpFeedSource,
  openGuard,
  PairKeyCredentials,
  StaticKeys,
  verificationKey,
  type Credential,
  type HttpFeedSourceOptions,
  type OpenedGuard,
  type VerificationKeys,
} from '@strongroom/guard';
import { DirectClient, followLogBroadcast, openOwnKey, ServiceKeys, type RedisAddress } from '@strongroom/platform';
import { ContextStatements } from '@strongroom/security-context';
import { secretStoreOf } from './replica.js';

export interface TestGuards {
  /** Calls as the gateway makes them when Redis is dead. */
  direct(urls: readonly string[]): DirectClient;
  /** What the gateway states of who is asking. */
  readonly statements: ContextStatements;
  /** A guard in a process of `gateway`, following the feed at `urls`, and the broadcasts over `redis` beside it. */
  open(guard: string, urls: readonly string[], redis?: RedisAddress): OpenedGuard;
  readonly keys: VerificationKeys;
  source(guard: string, urls: readonly string[], timeoutMs?: HttpFeedSourceOptions['timeoutMs']): HttpFeedSource;
  close(): Promise<void>;
}

/** Guards as another service has them: keys from the real secret store, the feed over real HTTP. */
export async function gatewayGuards(): Promise<TestGuards> {
  const revocation = await secretStoreOf('revocation');
  const { keyId, privateKey } = await openOwnKey(revocation.store, 'revocation', 'signing');
  await ServiceKeys.open('revocation', revocation.store);
  const gateway = await secretStoreOf('gateway');
  const pairKeys = await ServiceKeys.open('gateway', gateway.store);
  const keys = new StaticKeys([verificationKey(keyId, 'EdDSA', createPublicKey(privateKey))]);
  const opened: OpenedGuard[] = [];

  const source: TestGuards['source'] = (guard, urls, timeoutMs) =>
    new HttpFeedSource({
      urls,
      keys,
      ...(timeoutMs && { timeoutMs }),
      credentials: new PairKeyCredentials({
        service: 'gateway',
        guard,
        pairKey: () => pairKeys.current('revocation'),
      }),
    });
  return {
    source,
    keys,
    direct: (urls) =>
      new DirectClient({ self: 'gateway', instance: '1', peer: 'revocation', urls, pairKeys, signingKeys: keys }),
    statements: new ContextStatements('gateway', pairKeys),
    open(guard, urls, redis) {
      const feed = source(guard, urls);
      const beside = redis && followLogBroadcast({ feed, redis, keys });
      const one = openGuard({
        ...{ keys: new StaticKeys([]), issuer: 'none', audience: 'none', backOffMaxMs: 20 },
        ...{ source: feed, ...(beside && { beside }) },
      });
      const close = async (): Promise<void> => {
        await one.close();
        await beside?.close();
      };
      opened.push({ ...one, close });
      return { ...one, close };
    },
    async close() {
      for (const one of opened) await one.close();
      gateway.close();
      revocation.close();
    },
  };
}

/** A credential of the tenant `demo` that lives for another quarter of an hour. */
export function credential(about: Partial<Credential> & Pick<Credential, 'pos'>): Credential & { expiresAtMs: number } {
  return {
    ...{ tenant: 'demo', jti: 'a-token', subject: 'alice', client: 'shop', expiresAtMs: Date.now() + 900_000 },
    ...about,
  };
}
