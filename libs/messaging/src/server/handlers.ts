import { type CallContext } from './call-context.js';

/** The handlers of the application, as the lanes see them. */
export interface Handlers {
  has(pattern: string, kind: 'call' | 'event'): boolean;
  /** The last value that the handler of `pattern` yields, or what it throws. */
  run(pattern: string, body: unknown, context: CallContext): Promise<unknown>;
}
