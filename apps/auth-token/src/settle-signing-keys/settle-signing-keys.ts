import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Transactions } from '@strongroom/persistence';
import { noTenant, runInContext, serviceContext } from '@strongroom/security-context';
import { PrivateHalves } from '../signing/private-halves.js';
import { SigningKeyStore } from '../signing/signing-key.store.js';
import { SettleSigningKeysStore } from './settle-signing-keys.store.js';

/**
 * Takes the step of a rotation that is due: the next key becomes the active one. That the old one is published no longer, in
 * the end, needs no step, for the set is read by the clock. What is due is read from the table each time, so any replica goes
 * on from wherever another one died.
 */
@Injectable()
export class SettleSigningKeys {
  constructor(
    @Inject(SigningKeyStore) private readonly keys: SigningKeyStore,
    @Inject(SettleSigningKeysStore) private readonly store: SettleSigningKeysStore,
    @Inject(PrivateHalves) private readonly privateHalves: PrivateHalves,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  settle(): Promise<void> {
    return runInContext(serviceContext('auth-token', noTenant), async () => {
      const due = await this.transactions.run(() => this.store.dueKid());
      if (due === undefined) return;
      // One that cannot sign never takes over.
      await this.privateHalves.open(due);
      await this.transactions.run(() => this.succeed(due));
    });
  }

  private async succeed(kid: string): Promise<void> {
    await this.keys.lockSuccession();
    if ((await this.store.dueKid()) !== kid) return;
    const replaces = await this.store.succeed(kid);
    await this.audit.record({
      action: 'signing-key.activate',
      target: { type: 'signing-key', id: kid },
      outcome: 'succeeded',
      details: { replaces: replaces ?? null },
    });
  }
}
