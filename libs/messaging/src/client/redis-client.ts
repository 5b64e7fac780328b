import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { type BrokerStatus, NOT_HANDED_OUT, type NoBrokerEvents } from '../broker-status.js';
import { CallError } from '../call-error.js';
import { messageId } from '../envelope/message-id.js';
import { Seal } from '../envelope/seal.js';
import { DEFAULT_STREAM_LENGTH_MAX, EventAppender } from '../events/event-appender.js';
import { harmless, noMetrics } from '../metrics.js';
import { closeConnection, openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { KeyNames } from '../redis/key-names.js';
import { ReadingLoop } from '../redis/reading-loop.js';
import { Refusals } from '../refusals.js';
import { type WireOptions } from '../wire-options.js';
import { type CallOptions } from './call-options.js';
import { OutgoingCalls } from './outgoing-calls.js';
import { ReplyInbox } from './reply-inbox.js';
import { firstSegment } from './service-of.js';

export interface RedisClientOptions extends WireOptions {
  /** Wait of a call that does not say how long. Default 5,000. */
  readonly defaultDeadlineMs?: number;
  /** Most requests of one priority that may wait for a service; beyond it calls are shed. Default 10,000. */
  readonly queueLengthMax?: number;
  /** The service that carries out a pattern. Default: the pattern's first segment. */
  readonly serviceOf?: (pattern: string) => string;
  /** The services that an event sent by `emit` goes to. Default: the one that `serviceOf` names. */
  readonly consumersOf?: (pattern: string) => readonly string[];
}

const CLOSE_WITHIN_MS = 5_000;

/** Calls other services: one client a process, for all of them. */
export class RedisClient extends ClientProxy<NoBrokerEvents, BrokerStatus> implements OnApplicationShutdown {
  readonly #serviceOf: (pattern: string) => string;
  readonly #consumersOf: (pattern: string) => readonly string[];
  readonly #commands: Redis;
  readonly #contact: FirstContact;
  readonly #calls: OutgoingCalls;
  readonly #inbox: ReadingLoop;
  readonly #events: EventAppender;
  #started = false;
  #closed: Promise<void> | undefined;

  constructor(options: RedisClientOptions) {
    super();
    const { service, redis, keys, prefix, tracer, serviceOf = firstSegment } = options;
    this.#serviceOf = serviceOf;
    this.#consumersOf = options.consumersOf ?? ((pattern) => [serviceOf(pattern)]);
    const logger = new Logger(RedisClient.name);
    const metrics = harmless(options.metrics ?? noMetrics, logger);
    const names = new KeyNames(prefix);
    const seal = new Seal(service, keys);
    const instance = messageId();
    const commands = openConnection(redis, 'commands', logger);
    const replies = openConnection(redis, 'blocking', logger);
    this.#commands = commands;
    this.#contact = new FirstContact([commands, replies]);
    this.#calls = new OutgoingCalls({
      ...{ commands, names, seal, metrics, tracer, instance },
      queueLengthMax: options.queueLengthMax ?? 10_000,
      defaultDeadlineMs: options.defaultDeadlineMs ?? 5_000,
      connect: () => (this.#contact.ready ? undefined : this.connect()),
    });
    const refusals = new Refusals(metrics, logger);
    const inbox = new ReplyInbox(names.replies(service, instance), seal, this.#calls.pending, refusals);
    this.#inbox = new ReadingLoop('reading replies', replies, (connection) => inbox.read(connection), logger);
    this.#events = new EventAppender(commands, names, seal, DEFAULT_STREAM_LENGTH_MAX, metrics, tracer);
    commands.on('ready', () => {
      this._status$.next('connected');
    });
    commands.on('close', () => {
      this._status$.next('disconnected');
    });
    replies.on('close', () => {
      this.#calls.loseReplies();
    });
  }

  /** Resolves when the client has reached Redis; rejects with UNAVAILABLE if that takes too long, and keeps trying. */
  override async connect(): Promise<void> {
    if (this.#contact.ready) return;
    if (!this.#started) this.#inbox.start();
    this.#started = true;
    if (await this.#contact.made()) return;
    throw new CallError({ status: 'UNAVAILABLE', message: 'Redis cannot be reached' });
  }

  /**
   * Calls `pattern` and waits for the answer. There is always a deadline: the one asked for or else `defaultDeadlineMs`,
   * and no later than that of the call being handled, whose signal cancels this one too.
   *
   * @throws {CallError} by the service's answer, or CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE, RESOURCE_EXHAUSTED
   */
  async call(pattern: string, body: unknown, options: CallOptions = {}): Promise<unknown> {
    if (this.#closed !== undefined) throw new CallError({ status: 'UNAVAILABLE', message: 'this process is closing' });
    return this.#calls.begin(this.#serviceOf(pattern), pattern, body, options);
  }

  /** Takes no new calls, waits for those under way as long as their deadlines and 5 s allow, and disconnects. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  override on(): never {
    throw new Error(NOT_HANDED_OUT);
  }

  override unwrap(): never {
    throw new Error(NOT_HANDED_OUT);
  }

  protected override publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    const gone = new AbortController();
    const { metadata } = packet;
    this.call(this.normalizePattern(packet.pattern as string), packet.data, { signal: gone.signal, metadata }).then(
      (response) => {
        callback({ response, isDisposed: true });
      },
      (err: unknown) => {
        callback({ err });
      },
    );
    return () => {
      gone.abort();
    };
  }

  protected override async dispatchEvent<T = void>(packet: ReadPacket): Promise<T> {
    const pattern = this.normalizePattern(packet.pattern as string);
    const { metadata } = packet;
    const event = { pattern, id: messageId(), body: packet.data as unknown, metadata };
    await this.#events.append(this.#consumersOf(pattern).map((consumer) => ({ consumer, ...event })));
    return undefined as T;
  }

  async #close(): Promise<void> {
    await this.#calls.end(AbortSignal.timeout(CLOSE_WITHIN_MS));
    await this.#inbox.stop();
    closeConnection(this.#commands);
  }
}
