import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { Database, Lease, Transactions } from '@strongroom/persistence';
import { deleteRows, retentionPolicies } from '@strongroom/retention';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { Counter } from 'prom-client';
import { CarryOutStore, type RunningPlan } from './carry-out.store.js';

const LEASE_MS = 10_000;
/** Times in a row that a batch is tried before its plan is given up. */
const FAILURES_MAX = 5;

const rowsTotal = new Counter({
  name: 'strongroom_cleanup_rows_total',
  help: 'Planned rows by what became of them',
  labelNames: ['type', 'fate'],
});

/**
 * Carries out requested plans, a batch at a time. One process leads, by a lease; the lease, the batch's removal from the plan,
 * the deletions and their counts are one transaction. So whoever dies, wherever, loses at most a batch that never
 * happened; the next one goes on behind the last that did, and nothing is counted twice.
 */
@Injectable()
export class CarryOutPlans {
  readonly #lease: Lease;

  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Database) private readonly db: Database,
    @Inject(CarryOutStore) private readonly store: CarryOutStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {
    this.#lease = new Lease(db, { table: 'cleanup.lease', name: 'carry out plans', ttlMs: LEASE_MS });
  }

  /** Carries out the next batch of the plan that was requested first, if this process leads. */
  async next(): Promise<'more' | 'idle'> {
    const plan = await this.transactions.runAcrossTenants(async () =>
      (await this.#lease.hold()) === undefined ? undefined : this.store.firstRunning(),
    );
    if (plan === undefined) return 'idle';
    return runInContext(serviceContext('cleanup', plan.tenant), async () => {
      try {
        return await this.transactions.runAcrossTenants(() => this.#batch(plan));
      } catch (error) {
        await this.transactions.runAcrossTenants(() => this.#failed(plan));
        throw error;
      }
    });
  }

  /** Lets another process lead at once. */
  release(): Promise<void> {
    return this.transactions.runAcrossTenants(() => this.#lease.release());
  }

  async #batch(plan: RunningPlan): Promise<'more' | 'idle'> {
    const held = await this.#lease.hold();
    if (held === undefined || !(await this.store.fence(plan.planId, held.fence))) return 'idle';
    const batch = await this.store.takeBatch(plan.planId);
    if (batch === undefined) return this.#finish(plan);
    const policy = retentionPolicies.find(({ type }) => type === batch.type);
    if (policy === undefined) throw new Error(`no retention policy is called ${batch.type}`);
    const fates = await deleteRows(this.db, policy, plan.cutOff, batch.keys);
    await this.store.count(plan.planId, batch.type, fates);
    this.transactions.afterCommit(() => {
      for (const { tenant: _, ...byFate } of fates) {
        for (const [fate, rows] of Object.entries(byFate)) rowsTotal.inc({ type: batch.type, fate }, rows);
      }
    });
    return 'more';
  }

  /** A plan in trouble lets others go first, and in the end is given up, so that it stands in nobody's way. */
  async #failed({ planId }: RunningPlan): Promise<void> {
    if (!(await this.store.noteFailure(planId, FAILURES_MAX))) return;
    await this.audit.record({
      action: 'cleanup.plan.finish',
      target: { type: 'cleanup_plan', id: planId },
      outcome: 'failed',
    });
  }

  async #finish({ planId }: RunningPlan): Promise<'more'> {
    const totals = await this.store.finish(planId);
    await this.audit.record({
      action: 'cleanup.plan.finish',
      target: { type: 'cleanup_plan', id: planId },
      outcome: 'succeeded',
      details: { ...totals },
    });
    return 'more';
  }
}
