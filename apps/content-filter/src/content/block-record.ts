import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type Filtered } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';

/** Puts on record that content was blocked: by which policy and for what kinds of findings, never what it said. */
@Injectable()
export class BlockRecord {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /** One entry for a call, whatever the number of its items. Does nothing when none is blocked. */
  async write(callId: string, results: readonly Filtered[], policyVersion: number | null): Promise<void> {
    const blocked = results.filter(({ action }) => action === 'block');
    if (blocked.length === 0) return;
    const reasons = blocked.flatMap(({ entities }) => entities.filter(({ action }) => action === 'block'));
    await this.transactions.run(() =>
      this.audit.record({
        action: 'content.block',
        target: { type: 'content', id: callId },
        outcome: 'denied',
        details: {
          items: blocked.length,
          types: [...new Set(reasons.map(({ type }) => type))].sort(),
          policy_version: policyVersion,
        },
      }),
    );
  }
}
