import { Inject, Injectable } from '@nestjs/common';
import { fault, type LetterSummary, type ServiceName } from '@strongroom/contracts';
import { systemClock } from '@strongroom/kernel';
import { CallError, DeadLetters, type DeadLetter, type Requeued } from '@strongroom/messaging';
import { currentContext, type SecurityContext } from '@strongroom/security-context';
import { eventBodySchema } from '../doors/event-body.js';
import { OWN_NAME } from '../doors/own-name.js';

/** A letter is meant if it fits all that are given. */
export interface LetterFilter {
  readonly status?: string | undefined;
  readonly code?: string | undefined;
  readonly pattern?: string | undefined;
  readonly older_than_s?: number | undefined;
}

interface Span {
  readonly after?: string | undefined;
  readonly upTo?: string | undefined;
}

/**
 * The dead letters of this service that whoever asks may see: those of the own tenant, or with `dead-letters:all-tenants`
 * all of them. A letter that nobody we share a key with signed is nobody's, whatever tenant it names.
 */
@Injectable()
export class VisibleLetters {
  constructor(
    @Inject(OWN_NAME) private readonly self: ServiceName,
    @Inject(DeadLetters) private readonly letters: DeadLetters,
  ) {}

  /** Oldest first. Ends with an error when `signal` aborts: who asked has gone. */
  async *matching(filter: LetterFilter, { after, upTo }: Span, signal: AbortSignal): AsyncGenerator<LetterSummary> {
    const context = currentContext();
    const buriedUntilMs = systemClock.nowMs() - (filter.older_than_s ?? 0) * 1_000;
    const span = { ...(after === undefined ? {} : { after }), ...(upTo === undefined ? {} : { upTo }) };
    for await (const letter of told(this.letters.read(span))) {
      signal.throwIfAborted();
      const summary = this.summaryOf(letter);
      if (isVisible(summary, context) && fits(summary, letter, filter, buriedUntilMs)) yield summary;
    }
  }

  async find(id: string): Promise<{ readonly letter: DeadLetter; readonly summary: LetterSummary } | undefined> {
    const letter = await this.tell(() => this.letters.find(id));
    if (letter === undefined) return undefined;
    const summary = this.summaryOf(letter);
    return isVisible(summary, currentContext()) ? { letter, summary } : undefined;
  }

  newest(): Promise<string | undefined> {
    return this.tell(() => this.letters.newest());
  }

  requeue(ids: readonly string[]): Promise<Requeued> {
    return this.tell(() => this.letters.requeue(ids));
  }

  purge(ids: readonly string[]): Promise<number> {
    return this.tell(() => this.letters.purge(ids));
  }

  private tell<T>(ask: () => Promise<T>): Promise<T> {
    return ask().catch((error: unknown) => {
      throw toldOf(error);
    });
  }

  private summaryOf(letter: DeadLetter): LetterSummary {
    const { id, buriedMs, publishedMs, status, code, message, attempts, event } = letter;
    return {
      ...{ id, consumer: this.self, status, code: code ?? null, message },
      buried_at: new Date(buriedMs).toISOString(),
      published_at: publishedMs === undefined ? null : new Date(publishedMs).toISOString(),
      attempts: Number.isSafeInteger(attempts) ? attempts : null,
      refusal: typeof event === 'string' ? event : null,
      event:
        typeof event === 'string'
          ? null
          : { id: event.id, pattern: event.pattern, publisher: event.sender, tenant: tenantIn(event) ?? null },
    };
  }
}

function isVisible({ event }: LetterSummary, { tenant, scopes }: SecurityContext): boolean {
  return scopes.includes('dead-letters:all-tenants') || event?.tenant === tenant;
}

function fits(summary: LetterSummary, { buriedMs }: DeadLetter, filter: LetterFilter, buriedUntilMs: number): boolean {
  return (
    (filter.status ?? summary.status) === summary.status &&
    (filter.code ?? summary.code) === summary.code &&
    (filter.pattern ?? summary.event?.pattern) === summary.event?.pattern &&
    buriedMs <= buriedUntilMs
  );
}

function tenantIn(event: Exclude<DeadLetter['event'], string>): string | undefined {
  try {
    return eventBodySchema.parse(event.body()).tenant;
  } catch {
    return undefined;
  }
}

async function* told<T>(items: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (error) {
    throw toldOf(error);
  }
}

function toldOf(error: unknown): unknown {
  if (!(error instanceof CallError)) return error;
  return fault('err:platform:unavailable:redis', { message: 'Redis cannot be reached', cause: error });
}
