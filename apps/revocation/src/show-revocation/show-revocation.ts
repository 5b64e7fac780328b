import { Inject, Injectable } from '@nestjs/common';
import { fault, type CarriesOut, type Input, type Output, type showRevocation } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { revocationOf } from '../revocations/revocation-rows.js';
import { ShowRevocationStore } from './show-revocation.store.js';

@Injectable()
export class ShowRevocation implements CarriesOut<typeof showRevocation> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ShowRevocationStore) private readonly store: ShowRevocationStore,
  ) {}

  async execute({ revocation_id }: Input<typeof showRevocation>): Promise<Output<typeof showRevocation>> {
    const row = await this.transactions.runAcrossTenants(() => this.store.find(revocation_id));
    if (row === undefined) {
      throw fault('err:revocation:unknown:revocation', { message: 'no revocation has this revocation_id' });
    }
    return revocationOf(row);
  }
}
