import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type Input, type Output, type storeSecret } from '@strongroom/contracts';
import { uuidv7 } from '@strongroom/kernel';
import { Transactions } from '@strongroom/persistence';
import { secretMetadata } from '../stored-secrets/secret-metadata.js';
import { WriteVersion } from '../stored-secrets/write-version.js';
import { StoreSecretStore } from './store-secret.store.js';

@Injectable()
export class StoreSecret implements CarriesOut<typeof storeSecret> {
  constructor(
    @Inject(StoreSecretStore) private readonly store: StoreSecretStore,
    @Inject(WriteVersion) private readonly versions: WriteVersion,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute({ value, ...about }: Input<typeof storeSecret>): Promise<Output<typeof storeSecret>> {
    const secretId = uuidv7();
    await this.transactions.run(async () => {
      await this.store.claim(secretId, about);
      await this.audit.record({
        action: 'secret.store.begin',
        target: { type: 'secret', id: secretId },
        outcome: 'succeeded',
        details: { service_name: about.service_name, token_type: about.token_type, version: 1 },
      });
    });
    return secretMetadata(await this.versions.write({ secretId, version: 1 }, value));
  }
}
