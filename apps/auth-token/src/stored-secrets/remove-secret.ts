import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Transactions } from '@strongroom/persistence';
import { RemoveSecretStore } from './remove-secret.store.js';
import { SecretValues } from './secret-values.js';

/** The second half of deleting: first the values, then the row, which would otherwise be the last to know of them. */
@Injectable()
export class RemoveSecret {
  constructor(
    @Inject(SecretValues) private readonly values: SecretValues,
    @Inject(RemoveSecretStore) private readonly store: RemoveSecretStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** Can be repeated. Throws `err:platform:unavailable:secret-store`. */
  async remove(secretId: string): Promise<void> {
    await this.values.remove(secretId);
    await this.transactions.run(async () => {
      if (!(await this.store.removeDeleting(secretId))) return;
      await this.audit.record({
        action: 'secret.delete',
        target: { type: 'secret', id: secretId },
        outcome: 'succeeded',
        details: {},
      });
    });
  }
}
