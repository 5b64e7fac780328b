import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault, type CarriesOut, type disableClient, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { DisableClientStore } from './disable-client.store.js';

@Injectable()
export class DisableClient implements CarriesOut<typeof disableClient> {
  constructor(
    @Inject(DisableClientStore) private readonly store: DisableClientStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  execute({ client_id }: Input<typeof disableClient>): Promise<Output<typeof disableClient>> {
    return this.transactions.run(async () => {
      const disabledAt = await this.store.disable(client_id);
      if (disabledAt === undefined) {
        throw fault('err:oauth:unknown:client', { message: '/client_id: no client of this tenant has this id' });
      }
      await this.audit.record({
        action: 'client.disable',
        target: { type: 'client', id: client_id },
        outcome: 'succeeded',
      });
      return { client_id, disabled_at: disabledAt.toISOString() };
    });
  }
}
