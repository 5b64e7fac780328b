import { type DirectHandler, type DirectReception } from './direct-reception.js';
import { directPath } from './direct-body.js';
import { bytesOf, type SignedHttp } from './signed-http.js';

/** The calls that a service takes although Redis is dead. Which these are, and what carries them out, is the service's to say. */
export abstract class DirectCalls {
  readonly #handlers: ReadonlyMap<string, DirectHandler>;

  /** `handlers` are made by `direct`. */
  protected constructor(
    private readonly reception: DirectReception,
    handlers: readonly (readonly [pattern: string, handler: DirectHandler])[],
  ) {
    this.#handlers = new Map(handlers);
  }

  answer(sender: string, pattern: string, body: Buffer): Promise<Buffer> {
    return this.reception.answer(sender, body, this.#handlers.get(pattern));
  }
}

/** Takes them at a listener of the service's own. */
export function serveCalls({ app, serve }: SignedHttp, calls: Pick<DirectCalls, 'answer'>): void {
  app.post(
    directPath(':pattern'),
    serve((request, { service }) => {
      const { pattern } = request.params as { readonly pattern: string };
      return calls.answer(service, pattern, bytesOf(request));
    }),
  );
}
