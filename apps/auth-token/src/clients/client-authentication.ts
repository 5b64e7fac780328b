import { timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Calls, fault, readHead } from '@strongroom/contracts';
import { hashClientSecret } from '@strongroom/entities';
import { Transactions } from '@strongroom/persistence';
import { currentContext, noTenant, runInContext } from '@strongroom/security-context';
import { ClientStore, type KnownClient } from './client.store.js';

/** Compared with when there is no such client; nothing hashes to it. */
const NO_HASH = Buffer.alloc(32);

interface Attempt {
  readonly client_id: string;
  readonly client_secret: string;
}

export interface Authenticated {
  readonly client: KnownClient;
  /** The head of the revocation log, taken before the secret was checked. */
  readonly pos: number;
  /** Whether an emergency stop stood there: then nothing may be issued, but to whoever deals with it. */
  readonly stopped: boolean;
}

/** Whether a request comes from the client that it names (RFC 6749, section 2.3). */
@Injectable()
export class ClientAuthentication {
  constructor(
    @Inject(Calls) private readonly calls: Calls,
    @Inject(ClientStore) private readonly clients: ClientStore,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * Throws `err:oauth:invalid:client`. An unknown id, a wrong secret and a client that is switched off get the same answer
   * after the same work: one look-up, one hash, one comparison, one audit entry. `action` is what the client was about to
   * do, for that entry.
   */
  async authenticate(attempt: Attempt, action: string): Promise<Authenticated> {
    const { client_id: clientId, client_secret: secret } = attempt;
    // Before the secret is checked: whatever is revoked from here on has a greater position, and ends what rests on it too.
    const { seq: pos, stopped } = await this.calls.call(readHead, {});
    const client = await this.transactions.runAcrossTenants(() => this.clients.find(clientId));
    const matches = timingSafeEqual(hashClientSecret(secret), client?.secretHash ?? NO_HASH);
    if (client !== undefined && matches && client.disabledAt === null) return { client, pos, stopped };
    const reason = client === undefined ? 'unknown client' : matches ? 'client switched off' : 'wrong secret';
    await this.recordRefusal({ clientId, tenant: client?.tenant ?? noTenant, reason, action });
    throw fault('err:oauth:invalid:client', {
      message: 'the client could not be authenticated',
      detail: `client ${JSON.stringify(clientId)}: ${reason}`,
    });
  }

  /** In the log of the tenant that should know; a client of nobody's goes to nobody's. */
  private async recordRefusal(about: {
    readonly clientId: string;
    readonly tenant: string;
    readonly reason: string;
    readonly action: string;
  }): Promise<void> {
    const { clientId, tenant, reason, action } = about;
    await runInContext({ ...currentContext(), tenant }, () =>
      this.transactions.run(() =>
        this.audit.record({ action, target: { type: 'client', id: clientId }, outcome: 'denied', details: { reason } }),
      ),
    );
  }
}
