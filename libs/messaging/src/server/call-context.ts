import { BaseRpcContext } from '@nestjs/microservices';
import { type CallScope } from '../call-scope.js';
import { type Envelope } from '../envelope/envelope.js';
import { decodeMetadata, type Metadata } from '../envelope/metadata.js';
import { type MessagingSpan } from '../tracing/messaging-tracer.js';
import { cleanTraceparent } from '../tracing/traceparent.js';
import { LazySignal } from './lazy-signal.js';

/** What a handler may know of the call or event that it handles (`@Ctx()`), all of it signed by the sender. */
export class CallContext extends BaseRpcContext<[Envelope]> implements CallScope {
  readonly #signal: LazySignal;

  constructor(
    envelope: Envelope,
    /** Absolute, Unix milliseconds; for events counted from the start of this attempt. */
    readonly deadlineMs: number,
    /** 1 for the first; always 1 in calls, which are delivered at most once. */
    readonly attempt: number,
    private readonly span?: MessagingSpan,
  ) {
    super([envelope]);
    this.#signal = new LazySignal(deadlineMs);
  }

  /** UUIDv7 of the call or event; the same for a delivery that is repeated. */
  get id(): string {
    return this.args[0].id;
  }

  get pattern(): string {
    return this.args[0].pattern;
  }

  /** Name of the service that signed it. */
  get sender(): string {
    return this.args[0].sender;
  }

  get idempotencyKey(): string | undefined {
    return this.args[0].idempotencyKey || undefined;
  }

  /** That of this handler's own span where there is one, else as the sender signed it. One that is not valid is none. */
  get traceparent(): string | undefined {
    return this.span?.traceparent ?? (cleanTraceparent(this.args[0].traceparent) || undefined);
  }

  get securityContext(): string | undefined {
    return this.args[0].securityContext || undefined;
  }

  /** What the sender's `ClientProxy#setOnDispatchHook` attached. */
  get metadata(): Metadata {
    return decodeMetadata(this.args[0].metadata);
  }

  /** Aborts when the caller has gone, the deadline has passed, or the drain limit is reached. */
  get signal(): AbortSignal {
    return this.#signal.signal;
  }

  get aborted(): boolean {
    return this.#signal.aborted;
  }

  abort(reason: Error): void {
    this.#signal.abort(reason);
  }

  end(): void {
    this.#signal.end();
  }
}
