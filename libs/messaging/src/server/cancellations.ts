import { type Envelope } from '../envelope/envelope.js';
import { type Seal } from '../envelope/seal.js';
import { type Refusals } from '../refusals.js';
import { type CallContext } from './call-context.js';

const REMEMBERED_MAX = 10_000;

/**
 * Every replica hears of every cancelled call. The one that runs it aborts it; the others remember it for a while, for
 * it may still lie in the queue and reach one of them.
 */
export class Cancellations {
  readonly #running = new Map<string, CallContext>();
  /** Senders by id of the call, oldest first. */
  readonly #remembered = new Map<string, string>();

  constructor(
    private readonly seal: Seal,
    private readonly refusals: Refusals,
  ) {}

  begin(context: CallContext): void {
    this.#running.set(context.id, context);
  }

  end(context: CallContext): void {
    this.#running.delete(context.id);
  }

  wasCancelled({ id, sender }: Envelope): boolean {
    return this.#remembered.get(id) === sender;
  }

  abortAll(reason: Error): void {
    for (const context of this.#running.values()) context.abort(reason);
  }

  async receive(frame: Buffer): Promise<void> {
    const cancel = await this.seal.open(frame, 'cancel');
    if (typeof cancel === 'string') {
      this.refusals.count(cancel, 'cancel channel');
      return;
    }
    const context = this.#running.get(cancel.about);
    if (context === undefined) this.#remember(cancel);
    else if (context.sender === cancel.sender) context.abort(new DOMException('the caller has gone', 'AbortError'));
    else this.refusals.count('unexpected', 'cancel channel');
  }

  #remember({ about, sender }: Envelope): void {
    this.#remembered.set(about, sender);
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED_MAX && oldest !== undefined) this.#remembered.delete(oldest);
  }
}
