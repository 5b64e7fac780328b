import { Controller, Inject, type Type } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import { type CarriesOut, type Contract, type Output } from '@strongroom/contracts';
import { CallContext } from '@strongroom/messaging';
import { Reception } from './reception.js';

/** The message door of a contract: `controllers: [handle(revokeToken, RevokeToken)]` binds the call to its use case. */
export function handle<C extends Contract>(contract: C, useCase: Type<CarriesOut<C>>): Type {
  @Controller()
  class MessageDoor {
    constructor(
      @Inject(Reception) private readonly reception: Reception,
      @Inject(useCase) private readonly useCase: CarriesOut<C>,
    ) {}

    @MessagePattern(contract.pattern)
    receive(@Payload() body: unknown, @Ctx() call: CallContext): Promise<Output<C>> {
      return this.reception.receive(contract, this.useCase, body, call);
    }
  }
  Object.defineProperty(MessageDoor, 'name', { value: `MessageDoor(${contract.pattern})` });
  return MessageDoor;
}
