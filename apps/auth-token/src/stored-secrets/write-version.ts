import { Inject, Injectable } from '@nestjs/common';
import { fault } from '@strongroom/contracts';
import { Secret, SecretConflict } from '@strongroom/vault';
import { type ClaimedVersion } from './claimed-version.js';
import { type ShownSecretRow } from './secret-metadata.js';
import { SecretValues } from './secret-values.js';
import { VersionOutcome } from './version-outcome.js';

/**
 * The second half of storing and of rotating, after the claim has committed: first the secret store, then the row. A crash in
 * between leaves the claim, and `SettleSecrets` finds out how far it came.
 */
@Injectable()
export class WriteVersion {
  constructor(
    @Inject(SecretValues) private readonly values: SecretValues,
    @Inject(VersionOutcome) private readonly outcome: VersionOutcome,
  ) {}

  /** Throws `err:platform:unavailable:secret-store` or `err:secrets:conflict:abandoned`; then the value is not in force. */
  async write(claimed: ClaimedVersion, value: string): Promise<ShownSecretRow> {
    try {
      await this.values.write(claimed.secretId, claimed.version, Secret.of(value));
    } catch (error) {
      const givenUp = await this.outcome.givenUp(claimed, 'the secret store did not take the value');
      if (givenUp) throw error instanceof SecretConflict ? abandoned(error) : error;
    }
    const secret = await this.outcome.stored(claimed);
    if (secret === undefined) throw abandoned();
    return secret;
  }
}

function abandoned(cause?: unknown): Error {
  return fault('err:secrets:conflict:abandoned', { message: 'the change took too long and was given up', cause });
}
