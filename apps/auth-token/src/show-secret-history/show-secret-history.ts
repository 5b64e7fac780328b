import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type showSecretHistory } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { unknownSecret } from '../stored-secrets/refused-claim.js';
import { ShowSecretHistoryStore, type ShownVersionRow } from './show-secret-history.store.js';

type History = Output<typeof showSecretHistory>;

@Injectable()
export class ShowSecretHistory implements CarriesOut<typeof showSecretHistory> {
  constructor(
    @Inject(ShowSecretHistoryStore) private readonly store: ShowSecretHistoryStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute({ secret_id }: Input<typeof showSecretHistory>): Promise<History> {
    const versions = await this.transactions.run(() => this.store.versions(secret_id));
    if (versions.length === 0) throw unknownSecret();
    return { secret_id, versions: versions.map(shown) };
  }
}

function shown(row: ShownVersionRow): History['versions'][number] {
  return {
    version: row.version,
    state: row.state === 'abandoning' ? 'abandoned' : row.state,
    requested_at: row.recordedAt.toISOString(),
    requested_by: { type: row.requestedByType, id: row.requestedById },
  };
}
