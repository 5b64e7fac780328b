import { StaticKeys, verificationKey } from '@strongroom/guard';
import { readPublishedKey, ServiceKeys } from '@strongroom/platform';
import { openSecretStore } from '@strongroom/vault';
import { participate } from '../frame/participate.ts';
import { type FollowersOf, type GuardTerms } from './terms.ts';
import { WatchedGuard } from './watched-guard.ts';

participate(async (given) => {
  const { vaultAddress, roleIdFile, secretIdFile, feedUrls, redisUrl, numbers } = given as FollowersOf<GuardTerms>;
  const login = { method: 'approle', roleIdFile, secretIdFile } as const;
  const secrets = await openSecretStore({ address: vaultAddress, login });
  const pairKeys = await ServiceKeys.open('gateway', secrets.store);
  const published = await readPublishedKey(secrets.store, 'revocation', 'signing');
  if (published === undefined) throw new Error('the revocation service has published no key');
  const keys = new StaticKeys([verificationKey(published.keyId, 'EdDSA', published.publicKey)]);
  const guards = numbers.map((number, at) => {
    const beside = at % 2 === 0 && { redisUrl };
    return new WatchedGuard({ name: `bench-${number}`, feedUrls, keys, pairKeys, ...beside });
  });
  await Promise.all(guards.map((each) => each.bootstrapped));
  return {
    watch: (jtis) => Promise.all(guards.map((each) => each.watch(jtis as readonly string[]))).then(() => undefined),
    enforced: (seq) => Promise.all(guards.map((each) => each.enforced(Number(seq)))),
    close: async () => {
      await Promise.all(guards.map((each) => each.close()));
      await secrets.close();
    },
  };
});
