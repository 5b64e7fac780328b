import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type Input, type Output, type rotateSecret } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { type ClaimedVersion } from '../stored-secrets/claimed-version.js';
import { refusedClaim } from '../stored-secrets/refused-claim.js';
import { secretMetadata } from '../stored-secrets/secret-metadata.js';
import { StoredSecretsStore } from '../stored-secrets/stored-secrets.store.js';
import { WriteVersion } from '../stored-secrets/write-version.js';
import { RotateSecretStore } from './rotate-secret.store.js';

type Request = Input<typeof rotateSecret>;

@Injectable()
export class RotateSecret implements CarriesOut<typeof rotateSecret> {
  constructor(
    @Inject(RotateSecretStore) private readonly store: RotateSecretStore,
    @Inject(StoredSecretsStore) private readonly secrets: StoredSecretsStore,
    @Inject(WriteVersion) private readonly versions: WriteVersion,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute({ value, ...which }: Request): Promise<Output<typeof rotateSecret>> {
    const claimed = await this.transactions.run(() => this.claim(which));
    return secretMetadata(await this.versions.write(claimed, value));
  }

  private async claim({ secret_id, expected_version }: Omit<Request, 'value'>): Promise<ClaimedVersion> {
    const version = await this.store.claim(secret_id, expected_version);
    if (version === undefined) throw refusedClaim(await this.secrets.find(secret_id), expected_version);
    await this.audit.record({
      action: 'secret.rotate.begin',
      target: { type: 'secret', id: secret_id },
      outcome: 'succeeded',
      details: { from_version: expected_version, version },
    });
    return { secretId: secret_id, version };
  }
}
