import { Inject, Injectable } from '@nestjs/common';
import { orderChanged, type Consumes, type Payload } from '@strongroom/contracts';
import { RecordOrderEventStore } from './record-order-event.store.js';

/** Keeps the history of orders from their own events: what it shows was published, and arrived. */
@Injectable()
export class RecordOrderEvent implements Consumes<typeof orderChanged> {
  constructor(@Inject(RecordOrderEventStore) private readonly store: RecordOrderEventStore) {}

  consume(payload: Payload<typeof orderChanged>): Promise<void> {
    return this.store.insert(payload);
  }
}
