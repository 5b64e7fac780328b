import { Inject, Injectable } from '@nestjs/common';
import { fault, type CarriesOut, type Input, type Output, type showPropagation } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { propagationOf } from './propagation.js';
import { ShowPropagationStore } from './show-propagation.store.js';

@Injectable()
export class ShowPropagation implements CarriesOut<typeof showPropagation> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ShowPropagationStore) private readonly store: ShowPropagationStore,
  ) {}

  async execute({ seq }: Input<typeof showPropagation>): Promise<Output<typeof showPropagation>> {
    return this.transactions.runAcrossTenants(async () => {
      const sealed = await this.store.sealing(seq);
      if (sealed === undefined) {
        throw fault('err:revocation:unknown:revocation', { message: 'no revocation has this seq' });
      }
      return propagationOf({ seq, ...sealed, guards: await this.store.guards(seq) });
    });
  }
}
