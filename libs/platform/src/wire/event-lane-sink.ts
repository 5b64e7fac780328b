import { events } from '@strongroom/contracts';
import { type RedisEventPublisher } from '@strongroom/messaging';
import { type EventSink, type OutboxEvent } from '@strongroom/persistence';
import { type EventBody } from '../doors/event-body.js';
import { traceparentOf } from '../tracing/trace-of-now.js';

const consumersOf = new Map(events.map(({ pattern, consumers }) => [pattern, consumers]));

/** Puts what the outbox holds on the event lane: one signed copy for each service that the contract names. */
export class EventLaneSink implements EventSink {
  constructor(private readonly publisher: RedisEventPublisher) {}

  async send(batch: readonly OutboxEvent[]): Promise<void> {
    await this.publisher.publish(batch.flatMap((event) => copiesOf(event)));
  }
}

function copiesOf(event: OutboxEvent): Parameters<RedisEventPublisher['publish']>[0] {
  const { id, pattern, tenant, traceId, recordedAt, payload, actorChain } = event;
  const body: EventBody = {
    tenant,
    trace_id: traceId,
    actor: actorChain[0] ?? { type: 'system', id: 'unknown' },
    time: recordedAt.toISOString(),
    data: payload as Record<string, unknown>,
  };
  return (consumersOf.get(pattern) ?? []).map((consumer) => ({
    ...{ id, pattern, consumer, body },
    traceparent: traceparentOf(traceId),
  }));
}
