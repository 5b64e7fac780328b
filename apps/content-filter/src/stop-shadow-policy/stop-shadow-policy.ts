import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type Output, type stopShadowPolicy } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { EndShadow } from '../shadow/end-shadow.js';
import { ShadowStore } from '../shadow/shadow.store.js';
import { shownShadow } from '../shadow/shown-shadow.js';

@Injectable()
export class StopShadowPolicy implements CarriesOut<typeof stopShadowPolicy> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(EndShadow) private readonly shadows: EndShadow,
    @Inject(ShadowStore) private readonly store: ShadowStore,
  ) {}

  async execute({ id }: Input<typeof stopShadowPolicy>): Promise<Output<typeof stopShadowPolicy>> {
    return this.transactions.run(async () =>
      shownShadow(await this.shadows.end(id, 'stopped'), await this.store.counts(id)),
    );
  }
}
