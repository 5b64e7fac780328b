// One replica of a service on the lane, with NestJS's own decorators: applied by hand, for this file runs as it is written.
import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, MessagePattern, type MicroserviceOptions, Payload } from '@nestjs/microservices';
import { type CallContext, CallErrorsFilter, noMetrics, RedisServer } from '@strongroom/messaging';
import { HistoryWriter } from './history.ts';
import { effectOnce, openPool } from './inbox.ts';
import { held } from './memory.ts';
import { type ServiceOptions } from './wishes.ts';
import { BARE_CALL, CALL, EVENT, keysOf, readArguments, tell } from './wire-terms.ts';

const { terms, own } = readArguments();
const { service = 'orders', redis = terms.redis, limits = {}, workMs = 0 } = own as ServiceOptions;
const history = new HistoryWriter(terms.folder, service);
history.watchThisProcess();
const pool = openPool(terms.postgres);

class Handlers {
  async place({ id }: { readonly id: string }): Promise<string> {
    history.write({ type: 'ran', id, atMs: Date.now() });
    await pause(workMs);
    return id;
  }

  async look(n: number): Promise<number> {
    if (workMs > 0) await pause(workMs);
    return n;
  }

  async happened({ id }: { readonly id: string }, context: CallContext): Promise<void> {
    // What the body says is the sender's; a thief of a frame could not have changed it, and this would show it.
    if (id !== context.id) throw new Error('the body is not the one that was signed');
    history.write({ type: 'delivered', id, atMs: Date.now() });
    await pause(workMs);
    await effectOnce(pool, id);
  }
}

function decorate(name: keyof Handlers, decorator: MethodDecorator): void {
  const descriptor = Object.getOwnPropertyDescriptor(Handlers.prototype, name);
  if (descriptor !== undefined) decorator(Handlers.prototype, name, descriptor);
  Payload()(Handlers.prototype, name, 0);
  Ctx()(Handlers.prototype, name, 1);
}
Controller()(Handlers);
decorate('place', MessagePattern(CALL));
decorate('look', MessagePattern(BARE_CALL));
decorate('happened', EventPattern(EVENT) as MethodDecorator);
class ServiceModule {
  readonly service = service;
}
Module({ controllers: [Handlers] })(ServiceModule);

Logger.overrideLogger(false);
/** Frames that were dropped, by reason. */
const refused: Record<string, number> = {};
const metrics = {
  ...noMetrics,
  refused: (reason: string): void => {
    refused[reason] = (refused[reason] ?? 0) + 1;
  },
};
const strategy = new RedisServer({ service, redis, keys: keysOf(terms, service), metrics, ...limits });
const app = await NestFactory.createMicroservice<MicroserviceOptions>(ServiceModule, { strategy, logger: false });
app.useGlobalFilters(new CallErrorsFilter());
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => pool.end())
    .then(() => {
      process.disconnect();
    });
});
process.on('message', () => {
  tell({ held: held(), refused });
});
await app.listen();
tell({ type: 'ready' });
