import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { fault } from '@strongroom/contracts';
import { hashClientSecret } from '@strongroom/entities';
import { Transactions } from '@strongroom/persistence';
import { currentContext, noTenant, runInContext } from '@strongroom/security-context';
import { ClientStore, type TokenClient } from './client.store.js';

/** Compared with when there is no such client; nothing hashes to it. */
const NO_HASH = Buffer.alloc(32);

/** Whether a token request comes from the client that it names (RFC 6749, section 2.3). */
@Injectable()
export class ClientAuthentication {
  constructor(
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Throws `err:oauth:invalid:client`. An unknown id, a wrong secret and a client that is switched off get the same answer
   * after the same work: one look-up, one hash, one comparison, one audit entry.
   */
  async authenticate(clientId: string, secret: string): Promise<TokenClient> {
    const client = await this.transactions.runAcrossTenants(() => this.clients.find(clientId));
    const matches = timingSafeEqual(hashClientSecret(secret), client?.secretHash ?? NO_HASH);
    if (client !== undefined && matches && client.disabledAt === null) return client;
    const reason = client === undefined ? 'unknown client' : matches ? 'client switched off' : 'wrong secret';
    await this.recordRefusal(clientId, client?.tenant ?? noTenant, reason);
    throw fault('err:oauth:invalid:client', {
      message: 'the client could not be authenticated',
      detail: `client ${JSON.stringify(clientId)}: ${reason}`,
    });
  }

  /** In the log of the tenant that should know; a client of nobody's goes to nobody's. */
  private async recordRefusal(clientId: string, tenant: string, reason: string): Promise<void> {
    await runInContext({ ...currentContext(), tenant }, () =>
      this.transactions.run(() =>
        this.audit.record({
          action: 'token.issue',
          target: { type: 'client', id: clientId },
          outcome: 'denied',
          details: { reason },
        }),
      ),
    );
  }
}
