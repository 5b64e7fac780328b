/**
 * An AbortSignal that is made, with its timer, when somebody asks for it: most handlers are done before they would.
 */
export class LazySignal {
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #reason: Error | undefined;
  #ended = false;

  /** `deadlineMs`: when it aborts by itself, Unix milliseconds. */
  constructor(private readonly deadlineMs: number) {}

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason);
      else if (!this.#ended)
        this.#timer = setTimeout(
          () => {
            this.abort(new DOMException('the deadline has passed', 'TimeoutError'));
          },
          Math.max(0, this.deadlineMs - Date.now()),
        );
    }
    return this.#controller.signal;
  }

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  abort(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    clearTimeout(this.#timer);
    this.#controller?.abort(reason);
  }

  /** The work is done: whoever still holds the signal hears nothing more of it. */
  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
}
