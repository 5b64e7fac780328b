import { Inject, Injectable } from '@nestjs/common';
import { knownError } from '@strongroom/platform';
import { currentContext } from '@strongroom/security-context';
import { Secret, SecretConflict, SecretStore, type SecretHistory } from '@strongroom/vault';

/**
 * The values of a tenant's stored secrets: in the secret store at `tokens/<tenant>/<secret id>`, where this service alone may
 * read. The versions are those of `auth.stored_token`. Throws `err:platform:unavailable:secret-store`.
 */
@Injectable()
export class SecretValues {
  constructor(@Inject(SecretStore) private readonly secrets: SecretStore) {}

  /** Throws `SecretConflict` if the version has been written, by whomever. */
  async write(secretId: string, version: number, value: Secret): Promise<void> {
    await reaching(() => this.secrets.write(pathOf(secretId), { value }, { cas: version - 1 }));
  }

  async read(secretId: string, version: number): Promise<Secret | undefined> {
    const stored = await reaching(() => this.secrets.read(pathOf(secretId), { version }));
    return stored?.data['value'];
  }

  history(secretId: string): Promise<SecretHistory | undefined> {
    return reaching(() => this.secrets.history(pathOf(secretId)));
  }

  /**
   * Sees to it that the version holds no value and never will: a write of it that is still on its way finds the number taken.
   * Can be repeated.
   */
  async burn(secretId: string, version: number): Promise<void> {
    const path = pathOf(secretId);
    try {
      await reaching(() => this.secrets.write(path, { burned: 'true' }, { cas: version - 1 }));
    } catch (error) {
      if (!(error instanceof SecretConflict)) throw error;
    }
    await reaching(() => this.secrets.destroy(path, [version]));
  }

  /** Removes every version for good. Can be repeated. */
  async remove(secretId: string): Promise<void> {
    await reaching(() => this.secrets.forget(pathOf(secretId)));
  }
}

function pathOf(secretId: string): string {
  return `tokens/${currentContext().tenant}/${secretId}`;
}

async function reaching<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw knownError(error) ?? error;
  }
}
