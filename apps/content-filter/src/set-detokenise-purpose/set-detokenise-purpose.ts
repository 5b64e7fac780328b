import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CarriesOut, type Input, type Output, type setDetokenisePurpose } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { requireKnownTypes } from '../policy/engine-policy.js';
import { DetokenisePurposeStore } from '../pseudonyms/detokenise-purpose.store.js';

@Injectable()
export class SetDetokenisePurpose implements CarriesOut<typeof setDetokenisePurpose> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(DetokenisePurposeStore) private readonly purposes: DetokenisePurposeStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(purpose: Input<typeof setDetokenisePurpose>): Promise<Output<typeof setDetokenisePurpose>> {
    requireKnownTypes(purpose.types);
    const { purpose: id, types, actors } = purpose;
    await this.transactions.run(async () => {
      await this.purposes.set(purpose);
      await this.audit.record({
        action: 'detokenise-purpose.set',
        target: { type: 'detokenise-purpose', id },
        outcome: 'succeeded',
        details: { types, actors: actors.map(({ type, id: actorId }) => `${type}:${actorId}`) },
      });
    });
    return purpose;
  }
}
