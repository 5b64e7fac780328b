import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type cancelScheduledRevocation, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { tenantsInSight } from '@strongroom/security-context';
import { scheduledOf, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';
import { CancelScheduledRevocationStore } from './cancel-scheduled-revocation.store.js';

@Injectable()
export class CancelScheduledRevocation implements CarriesOut<typeof cancelScheduledRevocation> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CancelScheduledRevocationStore) private readonly store: CancelScheduledRevocationStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute({
    scheduled_id: id,
  }: Input<typeof cancelScheduledRevocation>): Promise<Output<typeof cancelScheduledRevocation>> {
    return scheduledOf(await this.transactions.runAcrossTenants(() => this.#cancel(id)));
  }

  async #cancel(id: string): Promise<ScheduledRow> {
    const found = await this.store.find(id, tenantsInSight());
    if (found === undefined) {
      throw fault('err:revocation:unknown:scheduled', { message: 'no scheduled revocation has this scheduled_id' });
    }
    if (found.status === 'cancelled') return found;
    if (found.status === 'made') {
      throw fault('err:revocation:conflict:scheduled', {
        message: `/scheduled_id: it was made, as revocation ${found.revocationId ?? ''}`,
      });
    }
    const { scope, target } = found;
    await this.audit.record({
      action: 'revocation.cancel',
      target: { type: scope, id: target },
      outcome: 'succeeded',
      details: { scheduled_id: id },
    });
    return this.store.cancel(id);
  }
}
