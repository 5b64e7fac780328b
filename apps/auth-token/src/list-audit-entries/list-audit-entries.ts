import { Inject, Injectable } from '@nestjs/common';
import { type CarriesOut, type Input, type listAuditEntries, type Output } from '@strongroom/contracts';
import { pageOf, Transactions } from '@strongroom/persistence';
import { tenantsInSight } from '@strongroom/security-context';
import { ListAuditEntriesStore, type ShownAuditRow } from './list-audit-entries.store.js';

type Entries = Output<typeof listAuditEntries>;

@Injectable()
export class ListAuditEntries implements CarriesOut<typeof listAuditEntries> {
  constructor(
    @Inject(ListAuditEntriesStore) private readonly store: ListAuditEntriesStore,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  async execute({ limit, before }: Input<typeof listAuditEntries>): Promise<Entries> {
    const rows = await this.transactions.runAcrossTenants(() => this.store.newest(tenantsInSight(), limit + 1, before));
    const { page, next } = pageOf(rows, limit, ({ id }) => id);
    return { entries: page.map(shown), next };
  }
}

function shown(row: ShownAuditRow): Entries['entries'][number] {
  return {
    id: row.id,
    recorded_at: row.recordedAt.toISOString(),
    action: row.action,
    outcome: row.outcome,
    actor: { type: row.actorType, id: row.actorId },
    target: { type: row.targetType, id: row.targetId },
    details: row.details,
    trace_id: row.traceId,
  };
}
