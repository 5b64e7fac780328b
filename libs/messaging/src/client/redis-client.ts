import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { type Redis } from 'ioredis';
import { type BrokerStatus, NOT_HANDED_OUT, type NoBrokerEvents } from '../broker-status.js';
import { CallError } from '../call-error.js';
import { currentCallScope } from '../call-scope.js';
import { DEADLINE_HORIZON_MS } from '../deadline.js';
import { encodeBody } from '../envelope/body.js';
import { messageId } from '../envelope/message-id.js';
import { encodeMetadata } from '../envelope/metadata.js';
import { Seal } from '../envelope/seal.js';
import { DEFAULT_STREAM_LENGTH_MAX, EventAppender } from '../events/event-appender.js';
import { harmless, type MessagingMetrics, noMetrics } from '../metrics.js';
import { KeyNames } from '../redis/key-names.js';
import { openConnection } from '../redis/connection.js';
import { FirstContact } from '../redis/first-contact.js';
import { ReadingLoop } from '../redis/reading-loop.js';
import { Refusals } from '../refusals.js';
import { type WireOptions } from '../wire-options.js';
import { type CallOptions, priorityNumbers } from './call-options.js';
import { CallPusher } from './call-pusher.js';
import { type OnEnd, PendingCall } from './pending-call.js';
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
  readonly #options: RedisClientOptions;
  readonly #metrics: MessagingMetrics;
  readonly #names: KeyNames;
  readonly #seal: Seal;
  readonly #instance = messageId();
  readonly #pending = new Map<string, PendingCall>();
  readonly #commands: Redis;
  readonly #replies: Redis;
  readonly #contact: FirstContact;
  readonly #inbox: ReadingLoop;
  readonly #pusher: CallPusher;
  readonly #events: EventAppender;
  #started = false;
  #closed: Promise<void> | undefined;

  constructor(options: RedisClientOptions) {
    super();
    const logger = new Logger(RedisClient.name);
    this.#options = options;
    this.#metrics = harmless(options.metrics ?? noMetrics, logger);
    this.#names = new KeyNames(options.prefix);
    this.#seal = new Seal(options.service, options.keys);
    this.#commands = openConnection(options.redis, 'commands', logger);
    this.#replies = openConnection(options.redis, 'blocking', logger);
    this.#contact = new FirstContact([this.#commands, this.#replies]);
    const inbox = new ReplyInbox(
      this.#names.replies(options.service, this.#instance),
      this.#seal,
      this.#pending,
      new Refusals(this.#metrics, logger),
    );
    this.#inbox = new ReadingLoop('reading replies', this.#replies, (redis) => inbox.read(redis), logger);
    this.#pusher = new CallPusher(this.#commands, this.#names, options.queueLengthMax ?? 10_000, this.#metrics);
    this.#events = new EventAppender(this.#commands, this.#names, this.#seal, DEFAULT_STREAM_LENGTH_MAX);
    this.#watchConnections();
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
   * Calls `pattern` and waits for the answer. There is always a deadline: the earliest of the one asked for, that of the
   * call being handled, and `defaultDeadlineMs`.
   *
   * @throws {CallError} by the service's answer, or CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE, RESOURCE_EXHAUSTED
   */
  async call(pattern: string, body: unknown, options: CallOptions = {}): Promise<unknown> {
    const scope = currentCallScope();
    const nowMs = Date.now();
    const wantedMs = options.deadline ?? nowMs + (options.deadlineMs ?? this.#options.defaultDeadlineMs ?? 5_000);
    const call = new PendingCall(
      {
        pattern,
        service: (this.#options.serviceOf ?? firstSegment)(pattern),
        deadlineMs: Math.min(wantedMs, scope?.deadlineMs ?? Infinity, nowMs + DEADLINE_HORIZON_MS),
        idempotent: options.idempotencyKey !== undefined,
        signals: [options.signal, scope?.signal].filter((signal) => signal !== undefined),
      },
      this.#onEnd,
      (cancelled) => void this.#cancel(cancelled),
    );
    this.#pending.set(call.id, call);
    this.#metrics.inFlight('client', this.#pending.size);
    void this.#send(call, body, { ...options, traceparent: options.traceparent ?? scope?.traceparent });
    return call.outcome;
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
    const { serviceOf = firstSegment, consumersOf = (event: string) => [serviceOf(event)] } = this.#options;
    const { metadata } = packet;
    const event = { pattern, id: messageId(), body: packet.data as unknown, metadata };
    await this.#events.append(consumersOf(pattern).map((consumer) => ({ consumer, ...event })));
    return undefined as T;
  }

  async #send(call: PendingCall, body: unknown, options: CallOptions): Promise<void> {
    if (this.#closed !== undefined) {
      call.giveUp('UNAVAILABLE', 'this process is closing');
      return;
    }
    try {
      await this.connect();
      // Its timer is about to say so.
      if (call.about.deadlineMs <= Date.now()) return;
      const { idempotencyKey = '', securityContext = '', traceparent = '' } = options;
      const priority = priorityNumbers[options.priority ?? 'normal'];
      const { service, pattern, deadlineMs } = call.about;
      const frame = await this.#seal.close({
        kind: 'request',
        id: call.id,
        audience: service,
        replyTo: this.#instance,
        ...{ priority, pattern, deadlineMs, idempotencyKey, securityContext, traceparent },
        metadata: encodeMetadata(options.metadata),
        ...encodeBody(body),
      });
      this.#pusher.push({ call, priority, frame });
    } catch (error) {
      if (error instanceof CallError) call.fail(error);
      else if (error instanceof RangeError)
        call.fail(new CallError({ status: 'INVALID_ARGUMENT', message: error.message }));
      else call.giveUp('UNAVAILABLE', `no key to sign with for ${call.about.service}`, error);
    }
  }

  async #cancel({ id, about, handedOver }: PendingCall): Promise<void> {
    if (!handedOver) return;
    try {
      const { service, deadlineMs } = about;
      const frame = await this.#seal.close({
        kind: 'cancel',
        id: messageId(),
        audience: service,
        about: id,
        deadlineMs,
      });
      await this.#commands.publish(this.#names.cancels(service), frame);
    } catch {
      // The handler then runs until the deadline that it has been given: a cancel saves work, it promises nothing.
    }
  }

  readonly #onEnd: OnEnd = (call, code, durationMs) => {
    this.#pending.delete(call.id);
    this.#metrics.inFlight('client', this.#pending.size);
    this.#metrics.callEnded({ pattern: call.about.pattern, side: 'client', code, durationMs });
  };

  #watchConnections(): void {
    this.#commands.on('ready', () => {
      this._status$.next('connected');
    });
    this.#commands.on('close', () => {
      this._status$.next('disconnected');
    });
    this.#replies.on('close', () => {
      // What was popped for the lost connection is gone, so no call that waits can be told from one that was answered.
      for (const call of this.#pending.values())
        if (call.handedOver)
          call.giveUp('UNAVAILABLE', 'the connection to Redis was lost while waiting for the answer');
    });
  }

  async #close(): Promise<void> {
    const limit = AbortSignal.timeout(CLOSE_WITHIN_MS);
    const outcomes = [...this.#pending.values()].map(({ outcome }) => outcome);
    const over = new Promise((resolve) => {
      limit.addEventListener('abort', resolve);
    });
    await Promise.race([Promise.allSettled(outcomes), over]);
    for (const call of this.#pending.values()) call.giveUp('UNAVAILABLE', 'this process is closing');
    await this.#inbox.stop();
    this.#commands.disconnect();
  }
}
