import { Controller, type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { type Handlers, type Handling } from './subject.ts';

/** The handlers as a controller of NestJS. Decorators are called by hand: Node runs this file as it is, and knows none. */
function controllerOf(handlers: Handlers, handlingOf: (context: object) => Handling): Type {
  class Door {
    readonly handlers = handlers;
  }
  Controller()(Door);
  const add = (
    decorate: MethodDecorator,
    pattern: string,
    handler: (body: unknown, about: Handling) => unknown,
  ): void => {
    const value = (body: unknown, context: object): unknown => handler(body, handlingOf(context));
    const descriptor = { value, configurable: true };
    decorate(Door.prototype, pattern, descriptor);
    Object.defineProperty(Door.prototype, pattern, descriptor);
    Payload()(Door.prototype, pattern, 0);
    Ctx()(Door.prototype, pattern, 1);
  };
  for (const [pattern, handler] of Object.entries(handlers.calls ?? {})) add(MessagePattern(pattern), pattern, handler);
  for (const [pattern, handler] of Object.entries(handlers.events ?? {}))
    add(EventPattern([pattern]), pattern, handler);
  return Door;
}

/** A replica on the transport that `options` name. It ends on SIGTERM, in the way that NestJS gives every application. */
export async function startReplica(
  handlers: Handlers,
  options: MicroserviceOptions,
  handlingOf: (context: object) => Handling,
): Promise<INestMicroservice> {
  const door = controllerOf(handlers, handlingOf);
  class Service {
    readonly door = door;
  }
  Module({ controllers: [door] })(Service);
  return NestFactory.createMicroservice<MicroserviceOptions>(Service, { ...options, logger: false });
}
