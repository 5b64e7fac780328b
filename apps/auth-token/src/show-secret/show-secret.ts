import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showSecret } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { unknownSecret } from '../stored-secrets/refused-claim.js';
import { secretMetadata } from '../stored-secrets/secret-metadata.js';
import { StoredSecretsStore } from '../stored-secrets/stored-secrets.store.js';

@Injectable()
export class ShowSecret implements CarriesOut<typeof showSecret> {
  constructor(
    @Inject(StoredSecretsStore) private readonly secrets: StoredSecretsStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute({ secret_id }: Input<typeof showSecret>): Promise<Output<typeof showSecret>> {
    const secret = await this.transactions.run(() => this.secrets.find(secret_id));
    if (secret === undefined) throw unknownSecret();
    return secretMetadata(secret);
  }
}
