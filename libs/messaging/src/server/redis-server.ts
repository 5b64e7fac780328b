import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { isObservable } from 'rxjs';
import { type ToCallError, toCallErrorByDefault } from '../call-error.js';
import { type BrokerStatus, NOT_HANDED_OUT, type NoBrokerEvents } from '../broker-status.js';
import { messageId } from '../envelope/message-id.js';
import { Seal } from '../envelope/seal.js';
import { EventLane } from '../events/event-lane.js';
import { harmless, noMetrics } from '../metrics.js';
import { closeConnection, openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { KeyNames } from '../redis/key-names.js';
import { Refusals } from '../refusals.js';
import { type WireOptions } from '../wire-options.js';
import { type CallContext } from './call-context.js';
import { CallLane } from './call-lane.js';
import { Gauges } from './gauges.js';
import { type Handlers } from './handlers.js';
import { type LaneParts } from './lane-parts.js';
import { lastValue } from './last-value.js';
import { defaultLimits, type ServerLimits } from './server-limits.js';

export interface RedisServerOptions extends WireOptions, Partial<ServerLimits> {
  /** What a caller may know of an error that a handler threw. Default: `toCallErrorByDefault`. */
  readonly toCallError?: ToCallError;
}

/** Carries out the calls (`@MessagePattern`) and handles the events (`@EventPattern`) of one service, as one replica of it. */
export class RedisServer extends Server<NoBrokerEvents, BrokerStatus> implements CustomTransportStrategy {
  /** A failed event is put off and in the end buried with its reason here, so NestJS need not report it. */
  override readonly propagatesEventHandlerErrors = true;
  protected override readonly logger = new Logger(RedisServer.name);
  readonly #options: RedisServerOptions;
  readonly #connections: Redis[] = [];
  #lanes: readonly { start(): void; stop(limit: AbortSignal): Promise<void> }[] = [];
  #closed: Promise<void> | undefined;

  constructor(options: RedisServerOptions) {
    super();
    this.#options = options;
  }

  /**
   * Begins to serve. That Redis cannot be reached is no reason not to start: `status` tells, and service begins when it
   * can be.
   */
  override async listen(callback: () => void): Promise<void> {
    const { service, keys, prefix, tracer, toCallError = toCallErrorByDefault } = this.#options;
    const metrics = harmless(this.#options.metrics ?? noMetrics, this.logger);
    const commands = this.#connect('commands');
    commands.on('ready', () => {
      this._status$.next('connected');
      metrics.brokerUp(true);
    });
    commands.on('close', () => {
      this._status$.next('disconnected');
      metrics.brokerUp(false);
    });
    const parts: LaneParts = {
      ...{ commands, toCallError, metrics, tracer, logger: this.logger },
      seal: new Seal(service, keys),
      names: new KeyNames(prefix),
      handlers: this.#handlers,
      limits: { ...defaultLimits, ...this.#options },
      refusals: new Refusals(metrics, this.logger),
      connect: (role) => this.#connect(role),
    };
    const kinds = [...this.messageHandlers.values()].map(({ isEventHandler }) => isEventHandler === true);
    const has = { calls: kinds.includes(false), events: kinds.includes(true) };
    this.#lanes = [
      ...(has.calls ? [new CallLane(parts)] : []),
      ...(has.events ? [new EventLane(parts, messageId())] : []),
      new Gauges(parts, has),
    ];
    for (const lane of this.#lanes) lane.start();
    await new FirstContact(this.#connections).made();
    callback();
  }

  /** Takes no more work, and resolves when what was taken is done and answered, or `drainMs` have passed. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  override on(): never {
    throw new Error(NOT_HANDED_OUT);
  }

  override unwrap(): never {
    throw new Error(NOT_HANDED_OUT);
  }

  readonly #handlers: Handlers = {
    has: (pattern, kind) => {
      const handler = this.messageHandlers.get(pattern);
      return handler !== undefined && (handler.isEventHandler === true) === (kind === 'event');
    },
    run: (pattern, body, context) => this.#run(pattern, body, context),
  };

  #run(pattern: string, body: unknown, context: CallContext): Promise<unknown> {
    const handler = this.messageHandlers.get(pattern) as MessageHandler<unknown, CallContext, unknown>;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.runWithProcessingHooks(context, async (runEndHook) => {
      try {
        const result = await handler(body, context);
        resolve(isObservable(result) ? await lastValue(result, context) : result);
      } catch (error) {
        reject(error);
      } finally {
        runEndHook();
      }
    });
    return promise;
  }

  #connect(role: Parameters<typeof openConnection>[1]): Redis {
    const connection = openConnection(this.#options.redis, role, this.logger);
    this.#connections.push(connection);
    return connection;
  }

  async #close(): Promise<void> {
    const limit = AbortSignal.timeout(this.#options.drainMs ?? defaultLimits.drainMs);
    await Promise.all(this.#lanes.map((lane) => lane.stop(limit)));
    this.#connections.forEach(closeConnection);
  }
}
