import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type authenticateClient, type CarriesOut, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext, runInContext } from '@strongroom/security-context';
import { ClientAuthentication } from '../clients/client-authentication.js';

const ACTION = 'client.authenticate';

@Injectable()
export class AuthenticateClient implements CarriesOut<typeof authenticateClient> {
  constructor(
    @Inject(ClientAuthentication) private readonly authentication: ClientAuthentication,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(attempt: Input<typeof authenticateClient>): Promise<Output<typeof authenticateClient>> {
    const { client, pos } = await this.authentication.authenticate(attempt, ACTION);
    const { clientId, tenant } = client;
    const target = { type: 'client', id: clientId } as const;
    await runInContext({ ...currentContext(), tenant, actor: target }, () =>
      this.transactions.run(() =>
        this.audit.record({ action: ACTION, target, outcome: 'succeeded', details: { pos } }),
      ),
    );
    return { client_id: clientId, tenant, pos };
  }
}
