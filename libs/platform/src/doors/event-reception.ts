import { Inject, Injectable } from '@nestjs/common';
import { parseInput, type Consumes, type EventContract, type Payload, type ServiceName } from '@strongroom/contracts';
import { type CallContext } from '@strongroom/messaging';
import { Inbox, Transactions } from '@strongroom/persistence';
import { runInContext, serviceContext } from '@strongroom/security-context';
import { eventBodySchema } from './event-body.js';
import { OWN_NAME } from './own-name.js';

/** What happens to every event: its effect and the note that it was seen commit together, so a repeat has none. */
@Injectable()
export class EventReception {
  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Inbox) private readonly inbox: Inbox,
  ) {}

  async receive<E extends EventContract>(
    contract: E,
    consumer: Consumes<E>,
    body: unknown,
    event: CallContext,
  ): Promise<void> {
    if (event.sender !== contract.publisher) {
      throw new Error(`${event.sender} does not publish ${contract.pattern}`);
    }
    const { tenant, trace_id: traceId, actor, data } = parseInput(eventBodySchema, body);
    const payload = parseInput(contract.payload, data) as Payload<E>;
    await runInContext(serviceContext(this.self, tenant, { actorChain: [actor], traceId }), () =>
      this.transactions.run(async () => {
        if (await this.inbox.once(contract.pattern, event.id)) await consumer.consume(payload);
      }),
    );
  }
}
