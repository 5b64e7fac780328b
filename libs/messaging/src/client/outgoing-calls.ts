import { type Redis } from 'ioredis';
import { CallError } from '../call-error.js';
import { currentCallScope } from '../call-scope.js';
import { DEADLINE_HORIZON_MS } from '../deadline.js';
import { encodeBody } from '../envelope/body.js';
import { messageId } from '../envelope/message-id.js';
import { encodeMetadata } from '../envelope/metadata.js';
import { type Seal } from '../envelope/seal.js';
import { type MessagingMetrics } from '../metrics.js';
import { type KeyNames } from '../redis/key-names.js';
import { type MessagingTracer } from '../tracing/messaging-tracer.js';
import { cleanTraceparent } from '../tracing/traceparent.js';
import { type CallOptions, priorityNumbers } from './call-options.js';
import { CallPusher } from './call-pusher.js';
import { type OnEnd, PendingCall } from './pending-call.js';

interface Parts {
  readonly commands: Redis;
  readonly names: KeyNames;
  readonly seal: Seal;
  readonly metrics: MessagingMetrics;
  readonly tracer: MessagingTracer | undefined;
  /** Where replies are to be sent. */
  readonly instance: string;
  readonly queueLengthMax: number;
  readonly defaultDeadlineMs: number;
  /** Nothing to wait for while Redis is there; rejects with a `CallError` while it cannot be reached. */
  readonly connect: () => Promise<void> | undefined;
}

/** The calls of one client, from the first moment of each to its outcome. */
export class OutgoingCalls {
  readonly #pending = new Map<string, PendingCall>();
  readonly #pusher: CallPusher;

  constructor(private readonly parts: Parts) {
    this.#pusher = new CallPusher(parts.commands, parts.names, parts.queueLengthMax, parts.metrics);
  }

  /** Those that wait for an answer, by id. */
  get pending(): ReadonlyMap<string, PendingCall> {
    return this.#pending;
  }

  begin(service: string, pattern: string, body: unknown, options: CallOptions): Promise<unknown> {
    const scope = currentCallScope();
    const { traceparent } = options;
    const inherited = scope?.traceparent;
    const span = this.parts.tracer?.call({ pattern, service, traceparent, inherited });
    const nowMs = Date.now();
    const wantedMs = options.deadline ?? nowMs + (options.deadlineMs ?? this.parts.defaultDeadlineMs);
    const call = new PendingCall(
      {
        pattern,
        service,
        deadlineMs: Math.min(wantedMs, scope?.deadlineMs ?? Infinity, nowMs + DEADLINE_HORIZON_MS),
        idempotent: options.idempotencyKey !== undefined,
        signals: [options.signal, scope?.signal].filter((signal) => signal !== undefined),
        span,
      },
      this.#onEnd,
      (cancelled) => void this.#cancel(cancelled),
    );
    this.#pending.set(call.id, call);
    this.parts.metrics.inFlight('client', this.#pending.size);
    void this.#send(call, body, options, span?.traceparent ?? cleanTraceparent(traceparent ?? inherited));
    return call.outcome;
  }

  /** What was popped for a lost connection is gone, so no call that waits can be told from one that was answered. */
  loseReplies(): void {
    for (const call of this.#pending.values())
      if (call.handedOver) call.giveUp('UNAVAILABLE', 'the connection to Redis was lost while waiting for the answer');
  }

  /** Resolves when all calls have their outcome, which those that have none when `limit` aborts are given then. */
  async end(limit: AbortSignal): Promise<void> {
    const outcomes = [...this.#pending.values()].map(({ outcome }) => outcome);
    const giveUp = (): void => {
      for (const call of this.#pending.values()) call.giveUp('UNAVAILABLE', 'this process is closing');
    };
    limit.addEventListener('abort', giveUp);
    await Promise.allSettled(outcomes);
    limit.removeEventListener('abort', giveUp);
  }

  async #send(call: PendingCall, body: unknown, options: CallOptions, traceparent: string): Promise<void> {
    const { service, pattern, deadlineMs } = call.about;
    const { idempotencyKey = '', securityContext = '' } = options;
    const priority = priorityNumbers[options.priority ?? 'normal'];
    try {
      const connecting = this.parts.connect();
      if (connecting !== undefined) await connecting;
      // Its timer is about to say so.
      if (deadlineMs <= Date.now()) return;
      const { contentType, body: bytes } = encodeBody(body);
      const frame = this.parts.seal.close({
        kind: 'request',
        id: call.id,
        audience: service,
        replyTo: this.parts.instance,
        priority,
        pattern,
        deadlineMs,
        idempotencyKey,
        securityContext,
        traceparent,
        metadata: encodeMetadata(options.metadata),
        contentType,
        body: bytes,
      });
      this.#pusher.push({ call, priority, frame: frame instanceof Promise ? await frame : frame });
    } catch (error) {
      if (error instanceof CallError) call.fail(error);
      else if (error instanceof RangeError)
        call.fail(new CallError({ status: 'INVALID_ARGUMENT', message: error.message }));
      else call.giveUp('UNAVAILABLE', `no key to sign with for ${service}`, error);
    }
  }

  async #cancel({ id, about, handedOver }: PendingCall): Promise<void> {
    if (!handedOver) return;
    const { seal, commands, names } = this.parts;
    const { service, deadlineMs } = about;
    try {
      const cancel = { kind: 'cancel', id: messageId(), audience: service, about: id, deadlineMs } as const;
      await commands.publish(names.cancels(service), await seal.close(cancel));
    } catch {
      // The handler then runs until the deadline that it has been given: a cancel saves work, it promises nothing.
    }
  }

  readonly #onEnd: OnEnd = (call, code, durationMs) => {
    this.#pending.delete(call.id);
    this.parts.metrics.inFlight('client', this.#pending.size);
    this.parts.metrics.callEnded({ pattern: call.about.pattern, side: 'client', code, durationMs });
  };
}
