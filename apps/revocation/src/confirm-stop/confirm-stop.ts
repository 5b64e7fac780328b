import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '@strongroom/audit';
import {
  fault,
  type CallFacts,
  type CarriesOut,
  type confirmStop,
  type Input,
  type Output,
} from '@strongroom/contracts';
import { Transactions } from '@strongroom/persistence';
import { currentContext, everyTenant, inTenantOf } from '@strongroom/security-context';
import { type Committed } from '../log/place.js';
import { Sealing } from '../log/sealing.js';
import { StopRequestStore, type StopRequest } from '../stops/stop-request.store.js';
import { Stopping } from '../stops/stopping.js';

/** The second person's word, without which a stop that takes two is not made. */
@Injectable()
export class ConfirmStop implements CarriesOut<typeof confirmStop> {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Stopping) private readonly stopping: Stopping,
    @Inject(StopRequestStore) private readonly requests: StopRequestStore,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(Sealing) private readonly sealing: Sealing,
  ) {}

  execute({ request_id }: Input<typeof confirmStop>, call: CallFacts): Promise<Output<typeof confirmStop>> {
    return inTenantOf(everyTenant, async () => {
      const stop = await this.transactions.run(() => this.#confirm(request_id));
      return this.sealing.outcomeOf(stop, call);
    });
  }

  async #confirm(requestId: string): Promise<Committed> {
    const standing = await this.stopping.standing();
    const request = await this.requests.find(requestId);
    if (request === undefined) {
      throw fault('err:revocation:unknown:stop-request', { message: '/request_id: no stop waits under this id' });
    }
    requireAnother(request);
    if (request.revocationId !== null) return { revocationId: request.revocationId };
    const { reason, note, metadata } = request;
    const stop = standing ?? (await this.stopping.make({ reason, metadata, ...(note === null ? {} : { note }) }));
    await this.requests.settle(requestId, stop.revocationId);
    await this.audit.record({
      action: 'emergency.confirm',
      target: { type: 'stop-request', id: requestId },
      outcome: 'succeeded',
      details: { requested_by: `${request.actorType}:${request.actorId}`, revocation_id: stop.revocationId },
    });
    return stop;
  }
}

function requireAnother({ actorType, actorId }: StopRequest): void {
  const { actor } = currentContext();
  if (actor.type !== actorType || actor.id !== actorId) return;
  throw fault('err:revocation:denied:same-person', {
    message: `${actor.id} asked for this stop: another must confirm it`,
  });
}
