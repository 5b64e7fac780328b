import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import { type CallFacts, type CarriesOut, type emergencyStop, type Input, type Output } from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { SETTINGS } from '@strongroom/platform';
import { everyTenant, inTenantOf } from '@strongroom/security-context';
import { type Committed } from '../log/place.js';
import { Sealing } from '../log/sealing.js';
import { type RevocationSettings } from '../settings.js';
import { StopRequestStore, type StopRequest } from '../stops/stop-request.store.js';
import { Stopping } from '../stops/stopping.js';

type Terms = Input<typeof emergencyStop>;
type Made = { readonly stop: Committed } | { readonly request: StopRequest };

/**
 * One entry of the log that ends everything and stands until it is lifted; or, where two persons are asked for, the request for one.
 * A stop that stands, or a request that waits, is the answer.
 */
@Injectable()
export class EmergencyStop implements CarriesOut<typeof emergencyStop> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Stopping) private readonly stopping: Stopping,
    @Inject(StopRequestStore) private readonly requests: StopRequestStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Sealing) private readonly sealing: Sealing,
    @Inject(SETTINGS) private readonly settings: RevocationSettings,
  ) {}

  execute(input: Terms, call: CallFacts): Promise<Output<typeof emergencyStop>> {
    return inTenantOf(everyTenant, async () => {
      const made = await this.transactions.run(() => this.#stop(input));
      return 'stop' in made ? this.sealing.outcomeOf(made.stop, call) : awaiting(made.request);
    });
  }

  async #stop(terms: Terms): Promise<Made> {
    const stop = await this.stopping.standing();
    if (stop !== undefined) return { stop };
    if (this.settings.EMERGENCY_STOP_PERSONS === '1') return { stop: await this.stopping.make(terms) };
    return { request: (await this.requests.waiting()) ?? (await this.#request(terms)) };
  }

  async #request(terms: Terms): Promise<StopRequest> {
    const request = await this.requests.record(terms, this.settings.EMERGENCY_STOP_CONFIRM_WITHIN_S);
    await this.audit.record({
      action: 'emergency.request',
      target: { type: 'stop-request', id: request.id },
      outcome: 'succeeded',
      details: { reason: terms.reason, expires_at: request.expiresAt.toISOString() },
    });
    return request;
  }
}

function awaiting({ id, actorType, actorId, expiresAt }: StopRequest): Output<typeof emergencyStop> {
  return {
    status: 'awaiting_confirmation',
    request_id: id,
    requested_by: { type: actorType, id: actorId },
    expires_at: expiresAt.toISOString(),
  };
}
