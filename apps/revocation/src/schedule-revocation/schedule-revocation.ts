import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import {
  fault,
  SCHEDULED_AHEAD_DAYS_MAX,
  type CallFacts,
  type CarriesOut,
  type Input,
  type Output,
  type scheduleRevocation,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { inTenantOf } from '@strongroom/security-context';
import { keptIn, scheduledOf, type ScheduledRow } from '../scheduled-revocations/scheduled-rows.js';
import { ScheduleRevocationStore, type ScheduleTerms } from './schedule-revocation.store.js';

@Injectable()
export class ScheduleRevocation implements CarriesOut<typeof scheduleRevocation> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ScheduleRevocationStore) private readonly store: ScheduleRevocationStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  async execute(
    input: Input<typeof scheduleRevocation>,
    { idempotencyKey }: CallFacts,
  ): Promise<Output<typeof scheduleRevocation>> {
    const { scope, target: named = '' } = input;
    // A jti is compared as tokens carry it.
    const target = scope === 'token' ? named.toLowerCase() : named;
    const terms = { ...input, target, idempotencyKey };
    return inTenantOf(keptIn(scope), async () => scheduledOf(await this.transactions.run(() => this.#schedule(terms))));
  }

  async #schedule(terms: ScheduleTerms): Promise<ScheduledRow> {
    // Before the time is looked at: a call that is repeated after its time has come is still the same call.
    const earlier = await this.#sameAsBefore(terms);
    if (earlier !== undefined) return earlier;
    if (!(await this.store.isWithin(terms.effective_at, SCHEDULED_AHEAD_DAYS_MAX))) throw notThen();
    const recorded = await this.store.record(terms);
    if (recorded === undefined) {
      const meanwhile = await this.#sameAsBefore(terms);
      if (meanwhile === undefined) throw new Error('a scheduled revocation that was in the way is not there');
      return meanwhile;
    }
    const { id, scope, target, effectiveAt, reason } = recorded;
    await this.audit.record({
      action: 'revocation.schedule',
      target: { type: scope, id: target },
      outcome: 'succeeded',
      details: { scheduled_id: id, effective_at: effectiveAt.toISOString(), reason },
    });
    return recorded;
  }

  async #sameAsBefore(terms: ScheduleTerms): Promise<ScheduledRow | undefined> {
    const { idempotencyKey, scope, target, effective_at: effectiveAt } = terms;
    const earlier = idempotencyKey === undefined ? undefined : await this.store.byIdempotencyKey(idempotencyKey);
    if (earlier === undefined) return undefined;
    const isSame =
      earlier.scope === scope && earlier.target === target && earlier.effectiveAt.getTime() === Date.parse(effectiveAt);
    if (isSame) return earlier;
    throw fault('err:revocation:conflict:idempotency-key', {
      message: 'this idempotency key was used to schedule something else',
    });
  }
}

function notThen(): Error {
  const rule = `must be in the future, and no more than ${SCHEDULED_AHEAD_DAYS_MAX} days ahead`;
  return fault('err:revocation:invalid:effective-at', {
    message: `/effective_at: ${rule}`,
    fields: [{ pointer: '/effective_at', rule }],
  });
}
