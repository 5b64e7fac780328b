import { CallError } from '../call-error.js';
import { messageId } from '../envelope/message-id.js';
import { type FailureStatus, type StatusCode } from '../status.js';
import { type MessagingSpan } from '../tracing/messaging-tracer.js';

export interface CallInQuestion {
  readonly pattern: string;
  readonly service: string;
  /** Absolute, Unix milliseconds. */
  readonly deadlineMs: number;
  /** Whether the receiver can tell a repetition from a new call. */
  readonly idempotent: boolean;
  readonly signals: readonly AbortSignal[];
  readonly span: MessagingSpan | undefined;
}

export type OnEnd = (call: PendingCall, code: StatusCode, durationMs: number) => void;

/** One call from its first moment to its outcome, of which there is always exactly one, in time. */
export class PendingCall {
  readonly id = messageId();
  readonly outcome: Promise<unknown>;
  /** Redis may have the request: from here on a failure to hear of it leaves the outcome unknown. */
  handedOver = false;
  readonly #startedMs = performance.now();
  readonly #resolve: (value: unknown) => void;
  readonly #reject: (error: CallError) => void;
  readonly #timer: NodeJS.Timeout;
  #open = true;

  constructor(
    readonly about: CallInQuestion,
    private readonly onEnd: OnEnd,
    private readonly onCancel: (call: PendingCall) => void,
  ) {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(this.#onDeadline, Math.max(0, about.deadlineMs - Date.now()));
    for (const signal of about.signals) {
      signal.addEventListener('abort', this.#onAbort);
      if (signal.aborted) setImmediate(this.#onAbort);
    }
  }

  get open(): boolean {
    return this.#open;
  }

  succeed(value: unknown): void {
    if (this.#end('OK')) this.#resolve(value);
  }

  /** The service answered, or the fault is certain. */
  fail(error: CallError): void {
    if (this.#end(error.status)) this.#reject(error);
  }

  /** What became of the call is not known, or will not be in time. Sending it again is safe if it never left. */
  giveUp(status: FailureStatus, message: string, cause?: unknown): void {
    const retryable = status !== 'CANCELLED' && (!this.handedOver || this.about.idempotent);
    this.fail(new CallError({ status, message, retryable, cause }));
  }

  readonly #onDeadline = (): void => {
    this.giveUp('DEADLINE_EXCEEDED', `${this.about.service} did not answer in time`);
  };

  readonly #onAbort = (): void => {
    if (!this.#open) return;
    this.giveUp('CANCELLED', 'the caller has gone');
    this.onCancel(this);
  };

  #end(code: StatusCode): boolean {
    if (!this.#open) return false;
    this.#open = false;
    clearTimeout(this.#timer);
    for (const signal of this.about.signals) signal.removeEventListener('abort', this.#onAbort);
    this.onEnd(this, code, performance.now() - this.#startedMs);
    this.about.span?.end(code);
    return true;
  }
}
