import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listSecrets, type Output } from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { secretMetadata } from '../stored-secrets/secret-metadata.js';
import { ListSecretsStore } from './list-secrets.store.js';

@Injectable()
export class ListSecrets implements CarriesOut<typeof listSecrets> {
  constructor(
    @Inject(ListSecretsStore) private readonly store: ListSecretsStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute({ limit, before }: Input<typeof listSecrets>): Promise<Output<typeof listSecrets>> {
    const rows = await this.transactions.run(() => this.store.newest(limit + 1, before));
    const { page, next } = pageOf(rows, limit, ({ secretId }) => secretId);
    return { secrets: page.map(secretMetadata), next };
  }
}
