import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type deleteSecret, type Input, type Output } from '@strongroom/contracts';
import { DomainError } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { refusedClaim } from '../stored-secrets/refused-claim.js';
import { RemoveSecret } from '../stored-secrets/remove-secret.js';
import { StoredSecretsStore } from '../stored-secrets/stored-secrets.store.js';
import { DeleteSecretStore } from './delete-secret.store.js';

type Request = Input<typeof deleteSecret>;

@Injectable()
export class DeleteSecret implements CarriesOut<typeof deleteSecret> {
  constructor(
    @Inject(DeleteSecretStore) private readonly store: DeleteSecretStore,
    @Inject(StoredSecretsStore) private readonly secrets: StoredSecretsStore,
    @Inject(RemoveSecret) private readonly removal: RemoveSecret,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(request: Request): Promise<Output<typeof deleteSecret>> {
    await this.transactions.run(() => this.begin(request));
    return { secret_id: request.secret_id, status: await this.remove(request.secret_id) };
  }

  private async begin({ secret_id, expected_version }: Request): Promise<void> {
    const begun = await this.store.begin(secret_id, expected_version);
    if (!begun) throw refusedClaim(await this.secrets.find(secret_id), expected_version);
    await this.audit.record({
      action: 'secret.delete.begin',
      target: { type: 'secret', id: secret_id },
      outcome: 'succeeded',
      details: { version: expected_version },
    });
  }

  /** Nobody can read it any more, so a secret store that is away is no failure: `SettleSecrets` goes on where this ends. */
  private async remove(secretId: string): Promise<'deleted' | 'deleting'> {
    try {
      await this.removal.remove(secretId);
      return 'deleted';
    } catch (error) {
      if (error instanceof DomainError && error.code === 'err:platform:unavailable:secret-store') return 'deleting';
      throw error;
    }
  }
}
