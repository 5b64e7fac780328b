import { readFile } from 'node:fs/promises';
import { readPublishedKey, ServiceKeys } from '@strongroom/platform';
import { VaultClient, VaultSecretStore } from '@strongroom/vault';
import { serviceOf } from './processes.ts';
import { type System } from './system.ts';

export interface FeedTerms {
  /** Of one replica of the revocation service. */
  readonly feedUrl: string;
  /** What the guard's README has its app read from the environment, `FEED_URLS` apart. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What an operator gives to a guard outside: read from the secret store with the gateway's own login. */
export async function feedTermsOf(system: System): Promise<FeedTerms> {
  const pid = await serviceOf(system.root, 'gateway');
  const environ = await readFile(`/proc/${pid}/environ`, 'utf8');
  const variables = new Map(environ.split('\0').map((line) => [line.split('=', 1).join(), line] as const));
  const value = (name: string): string => {
    const line = variables.get(name);
    if (line === undefined) throw new Error(`the gateway was not told ${name}`);
    return line.slice(name.length + 1);
  };
  const login = {
    method: 'approle',
    roleIdFile: value('VAULT_ROLE_ID_FILE'),
    secretIdFile: value('VAULT_SECRET_ID_FILE'),
  } as const;
  const client = await VaultClient.open({ address: value('VAULT_ADDR'), login });
  try {
    const store = new VaultSecretStore(client);
    const pair = await (await ServiceKeys.open('gateway', store)).current('revocation');
    const signing = await readPublishedKey(store, 'revocation', 'signing');
    if (signing === undefined) throw new Error('the revocation service has published no signing key');
    return {
      feedUrl: value('REVOCATION_FEED_URLS').split(',', 1).join(),
      environment: {
        ISSUER: value('ISSUER'),
        FEED_KEY_ID: signing.keyId,
        FEED_KEY: signing.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        PAIR_KEY_ID: pair.keyId,
        PAIR_KEY: pair.key.export().toString('base64url'),
      },
    };
  } finally {
    await client.close();
  }
}
