import type { Secret } from '../secret.js';
import { SecretStore, type SecretHistory, type StoredSecret, type WriteOptions } from '../secret-store.js';
import type { StoreHealth, VaultClient } from '../vault-client.js';
import { VaultFault } from '../vault-fault.js';
import { checkedPath } from '../wire/path.js';
import { parseHistory, parseList, parseRead } from './bodies.js';
import { compareAndSet } from './compare-and-set.js';

const MOUNT = 'secret';

/** The {@link SecretStore} on the KV version 2 engine of OpenBao or Vault, mounted at `secret`. */
export class VaultSecretStore extends SecretStore {
  constructor(private readonly client: VaultClient) {
    super();
  }

  async read(path: string, { version }: { readonly version?: number } = {}): Promise<StoredSecret | undefined> {
    const query = version === undefined ? '' : `?version=${version}`;
    return this.orNothing('GET', `${address('data', path)}${query}`, parseRead);
  }

  async write(
    path: string,
    data: Readonly<Record<string, Secret | string>>,
    { cas }: WriteOptions,
  ): Promise<{ readonly version: number }> {
    return compareAndSet(this.client, { mount: MOUNT, path: checkedPath(path), data, cas });
  }

  async delete(path: string, versions: readonly number[]): Promise<void> {
    await this.client.request({ method: 'POST', path: address('delete', path), body: { versions } });
  }

  async undelete(path: string, versions: readonly number[]): Promise<void> {
    await this.client.request({ method: 'POST', path: address('undelete', path), body: { versions } });
  }

  async destroy(path: string, versions: readonly number[]): Promise<void> {
    await this.client.request({ method: 'POST', path: address('destroy', path), body: { versions } });
  }

  async history(path: string): Promise<SecretHistory | undefined> {
    return this.orNothing('GET', address('metadata', path), parseHistory);
  }

  async forget(path: string): Promise<void> {
    await this.client.request({ method: 'DELETE', path: address('metadata', path) });
  }

  async list(path: string): Promise<readonly string[]> {
    return (await this.orNothing('LIST', address('metadata', path), parseList)) ?? [];
  }

  health(): StoreHealth {
    return this.client.health();
  }

  private async orNothing<T>(
    method: 'GET' | 'LIST',
    path: string,
    parse: (body: unknown) => T,
  ): Promise<T | undefined> {
    try {
      return parse(await this.client.request({ method, path }));
    } catch (error) {
      if (error instanceof VaultFault && error.kind === 'missing') return undefined;
      throw error;
    }
  }
}

function address(kind: 'data' | 'delete' | 'undelete' | 'destroy' | 'metadata', path: string): string {
  return `${MOUNT}/${kind}/${checkedPath(path)}`;
}
