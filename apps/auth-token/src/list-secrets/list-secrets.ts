import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listSecrets, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
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
    const page = rows.slice(0, limit);
    return { secrets: page.map(secretMetadata), next: rows.length > limit ? (page.at(-1)?.secretId ?? null) : null };
  }
}
