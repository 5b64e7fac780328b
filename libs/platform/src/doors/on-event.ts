import { Controller, Inject, type Type } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { type Consumes, type EventContract } from '@strongroom/contracts';
import { CallContext } from '@strongroom/messaging';
import { EventReception } from './event-reception.js';

/** The door of an event: `controllers: [onEvent(tokenRevoked, MarkTokenRevoked)]`. Each event takes effect once. */
export function onEvent<E extends EventContract>(contract: E, consumer: Type<Consumes<E>>): Type {
  @Controller()
  class EventDoor {
    constructor(
      @Inject(EventReception) private readonly reception: EventReception,
      @Inject(consumer) private readonly consumer: Consumes<E>,
    ) {}

    @EventPattern([contract.pattern])
    receive(@Payload() body: unknown, @Ctx() event: CallContext): Promise<void> {
      return this.reception.receive(contract, this.consumer, body, event);
    }
  }
  Object.defineProperty(EventDoor, 'name', { value: `EventDoor(${contract.pattern})` });
  return EventDoor;
}
