import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Output, type showFilterFeedback } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { JudgementStore } from '../feedback/judgement.store.js';
import { summaryOf } from '../feedback/suggested-score.js';

@Injectable()
export class ShowFilterFeedback implements CarriesOut<typeof showFilterFeedback> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(JudgementStore) private readonly store: JudgementStore,
  ) {}

  async execute(): Promise<Output<typeof showFilterFeedback>> {
    const judged = await this.transactions.run(() => this.store.all());
    const rules = [...Map.groupBy(judged, ({ rule }) => rule)].map(([rule, of]) => ({ rule, ...summaryOf(of) }));
    rules.sort((a, b) => b.dismissed - a.dismissed || (a.rule < b.rule ? -1 : 1));
    return { ...summaryOf(judged), rules };
  }
}
