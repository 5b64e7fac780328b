import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, fault, type Input, type Output, type showShadowPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { ShadowStore } from '../shadow/shadow.store.js';
import { shownShadow } from '../shadow/shown-shadow.js';

@Injectable()
export class ShowShadowPolicy implements CarriesOut<typeof showShadowPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ShadowStore) private readonly store: ShadowStore,
  ) {}

  async execute({ direction }: Input<typeof showShadowPolicy>): Promise<Output<typeof showShadowPolicy>> {
    return this.transactions.run(async () => {
      const shadow = await this.store.newest(direction);
      if (!shadow) {
        throw fault('err:filter:unknown:shadow', {
          message: `/direction: no policy was ever tried for ${direction} content`,
        });
      }
      return shownShadow(shadow, await this.store.counts(shadow.id));
    });
  }
}
