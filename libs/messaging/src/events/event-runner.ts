import { CallError, type CallErrorShape, type ToCallError } from '../call-error.js';
import { inCallScope } from '../call-scope.js';
import { decodeBody } from '../envelope/body.js';
import { type Envelope } from '../envelope/envelope.js';
import { type Seal } from '../envelope/seal.js';
import { type MessagingMetrics } from '../metrics.js';
import { type Refusal } from '../refusal.js';
import { type Refusals } from '../refusals.js';
import { CallContext } from '../server/call-context.js';
import { safely } from '../server/call-runner.js';
import { type Handlers } from '../server/handlers.js';
import { type ServerLimits } from '../server/server-limits.js';
import { type MessagingTracer, NO_HANDLER } from '../tracing/messaging-tracer.js';
import { cleanTraceparent } from '../tracing/traceparent.js';
import { type EventLedger } from './event-ledger.js';
import { publishedMs, type StreamEntry } from './stream-entry.js';

/** A key may be new and not have reached this replica, or the key store be down: that can pass. */
const PASSING: ReadonlySet<Refusal> = new Set(['key', 'key-lookup', 'version']);

/** Brings one entry of the stream to its handler, and writes down what became of it. */
export class EventRunner {
  readonly #running = new Map<string, CallContext>();

  constructor(
    private readonly seal: Seal,
    private readonly handlers: Handlers,
    private readonly ledger: EventLedger,
    private readonly limits: ServerLimits,
    private readonly toCallError: ToCallError,
    private readonly metrics: MessagingMetrics,
    private readonly tracer: MessagingTracer | undefined,
    private readonly refusals: Refusals,
  ) {}

  /** Resolves when the outcome has been written down. Never rejects. */
  async run(entry: StreamEntry): Promise<void> {
    const event = await this.seal.open(entry.frame, 'event');
    if (typeof event === 'string') {
      await this.#refuse(entry, event);
      return;
    }
    const startedMs = performance.now();
    const lagMs = Math.max(0, Date.now() - publishedMs(entry.entryId));
    const failure = await this.#attempt(entry, event);
    const outcome = failure === undefined ? 'done' : this.#isLast(entry) ? 'dead' : 'retry';
    if (failure === undefined) await this.ledger.done(entry.entryId);
    else await this.#putOff(entry, failure);
    const pattern = this.handlers.has(event.pattern, 'event') ? event.pattern : NO_HANDLER;
    this.metrics.eventEnded({ pattern, outcome, lagMs, durationMs: performance.now() - startedMs });
  }

  /** Entries that are being worked on and may go on being. */
  get atWork(): readonly string[] {
    const nowMs = Date.now();
    return [...this.#running].filter(([, context]) => nowMs < context.deadlineMs).map(([entryId]) => entryId);
  }

  abortAll(reason: Error): void {
    for (const context of this.#running.values()) context.abort(reason);
  }

  async #attempt(entry: StreamEntry, event: Envelope): Promise<CallErrorShape | undefined> {
    // Delivered more often than attempts are allowed: the process that ran it died, each time.
    if (entry.attempt > this.limits.eventAttemptsMax) return new CallError(DEADLY);
    if (!this.handlers.has(event.pattern, 'event')) return noHandler(event);
    const { pattern, id, audience: consumer } = event;
    const span = this.tracer?.process({ pattern, id, consumer, traceparent: cleanTraceparent(event.traceparent) });
    const context = new CallContext(event, Date.now() + this.limits.eventDeadlineMs, entry.attempt, span);
    this.#running.set(entry.entryId, context);
    try {
      const body = decodeBody(event);
      const run = (): Promise<unknown> => this.handlers.run(pattern, body, context);
      await inCallScope(context, span === undefined ? run : () => span.run(run));
      span?.end('OK');
      return undefined;
    } catch (error) {
      const failure = inCallScope(context, () => safely(this.toCallError, error));
      span?.end(failure.status);
      return failure;
    } finally {
      this.#running.delete(entry.entryId);
      context.end();
    }
  }

  async #refuse(entry: StreamEntry, refusal: Refusal): Promise<void> {
    this.refusals.count(refusal, 'event stream');
    const failure = new CallError({ status: 'UNAUTHENTICATED', message: `the event was refused: ${refusal}` });
    if (PASSING.has(refusal)) await this.#putOff(entry, failure);
    else await this.ledger.bury(entry, failure, this.limits.deadLettersMax);
  }

  async #putOff(entry: StreamEntry, failure: CallErrorShape): Promise<void> {
    if (this.#isLast(entry)) {
      await this.ledger.bury(entry, failure, this.limits.deadLettersMax);
      return;
    }
    const { eventRetryFirstMs, eventClaimAfterMs } = this.limits;
    const longestMs = Math.min(eventClaimAfterMs, eventRetryFirstMs * 2 ** (entry.attempt - 1));
    await this.ledger.retryIn(entry.entryId, longestMs * (0.5 + Math.random() / 2));
  }

  #isLast({ attempt }: StreamEntry): boolean {
    return attempt >= this.limits.eventAttemptsMax;
  }
}

const DEADLY = { status: 'ABORTED', message: 'no attempt at the event came to an end', retryable: false } as const;

/** Not at once dead: in a rolling deploy another replica may have the handler. */
function noHandler({ pattern, audience }: Envelope): CallErrorShape {
  return new CallError({ status: 'UNIMPLEMENTED', message: `${audience} has no handler for ${pattern}` });
}
