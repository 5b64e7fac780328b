import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type giveFilterFeedback, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { JudgementStore } from '../feedback/judgement.store.js';
import { requireKnownRules } from '../policy/engine-policy.js';

@Injectable()
export class GiveFilterFeedback implements CarriesOut<typeof giveFilterFeedback> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(JudgementStore) private readonly store: JudgementStore,
  ) {}

  async execute({ judgements }: Input<typeof giveFilterFeedback>): Promise<Output<typeof giveFilterFeedback>> {
    requireKnownRules(judgements);
    const last = [...new Map(judgements.map((judgement) => [judgement.finding, judgement])).values()];
    await this.transactions.run(() => this.store.put(last));
    return { judged: last.length };
  }
}
