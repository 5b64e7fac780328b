import {
  SecretStore,
  type Secret,
  type SecretHistory,
  type StoredSecret,
  type StoreHealth,
  type WriteOptions,
} from '@strongroom/vault';

interface Written {
  readonly version: number;
}
type Write = () => Promise<Written>;

export interface DelayedWrite<T> {
  /** Known from the moment at which the write, or its answer, is held back. */
  readonly secretId: Promise<string>;
  readonly release: () => void;
  readonly outcome: Promise<T>;
}

/** The real secret store, on a line that can be cut at any point. */
export class StandInStore extends SecretStore {
  onWrite: (write: Write, path: string) => Promise<Written> = (write) => write();
  onForget: (forget: () => Promise<void>) => Promise<void> = (forget) => forget();
  onHistory: (path: string, history: () => ReturnType<SecretStore['history']>) => ReturnType<SecretStore['history']> = (
    _path,
    history,
  ) => history();

  constructor(private readonly real: SecretStore) {
    super();
  }

  /** Runs `change` up to its write, which takes place, and no further. */
  diesAfterWrite(change: () => Promise<unknown>): Promise<string> {
    return this.dies(change, async (write) => {
      await write();
    });
  }

  /** Runs `change` up to its write, which does not take place, and no further. */
  diesBeforeWrite(change: () => Promise<unknown>): Promise<string> {
    return this.dies(change, () => Promise.resolve());
  }

  /** Holds the write of `change` back until it is released. */
  delaysWrite<T>(change: () => Promise<T>): DelayedWrite<T> {
    return this.delays(change, async (write, released, reached) => {
      reached();
      await released;
      return write();
    });
  }

  /** Lets the write of `change` take place, and holds its answer back until it is released. */
  delaysAnswer<T>(change: () => Promise<T>): DelayedWrite<T> {
    return this.delays(change, async (write, released, reached) => {
      const written = await write();
      reached();
      await released;
      return written;
    });
  }

  private delays<T>(
    change: () => Promise<T>,
    during: (write: Write, released: Promise<unknown>, reached: () => void) => Promise<Written>,
  ): DelayedWrite<T> {
    const begun = Promise.withResolvers<string>();
    const released = Promise.withResolvers<undefined>();
    this.onWrite = (write, path) =>
      during(write, released.promise, () => {
        begun.resolve(idOf(path));
      });
    const outcome = change();
    outcome.catch(begun.reject);
    return {
      secretId: begun.promise,
      release: () => {
        released.resolve(undefined);
      },
      outcome,
    };
  }

  private async dies(change: () => Promise<unknown>, before: (write: Write) => Promise<void>): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.onWrite = async (write, path) => {
      await before(write);
      resolve(idOf(path));
      return new Promise<never>(() => undefined);
    };
    change().catch(reject);
    const secretId = await promise;
    this.onWrite = (write) => write();
    return secretId;
  }

  override read(path: string, options?: { readonly version?: number }): Promise<StoredSecret | undefined> {
    return this.real.read(path, options);
  }

  override write(
    path: string,
    data: Readonly<Record<string, Secret | string>>,
    options: WriteOptions,
  ): Promise<Written> {
    return this.onWrite(() => this.real.write(path, data, options), path);
  }

  override delete(path: string, versions: readonly number[]): Promise<void> {
    return this.real.delete(path, versions);
  }

  override undelete(path: string, versions: readonly number[]): Promise<void> {
    return this.real.undelete(path, versions);
  }

  override destroy(path: string, versions: readonly number[]): Promise<void> {
    return this.real.destroy(path, versions);
  }

  override history(path: string): Promise<SecretHistory | undefined> {
    return this.onHistory(path, () => this.real.history(path));
  }

  override forget(path: string): Promise<void> {
    return this.onForget(() => this.real.forget(path));
  }

  override list(path: string): Promise<readonly string[]> {
    return this.real.list(path);
  }

  override health(): StoreHealth {
    return this.real.health();
  }
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
