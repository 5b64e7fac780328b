import { type Observable } from 'rxjs';
import { type CallContext } from './call-context.js';

/** The last value of what a handler returned; unsubscribes from it when nobody waits any more. */
export async function lastValue(
  values: Observable<unknown>,
  { signal }: Pick<CallContext, 'signal'>,
): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  let last: unknown;
  const subscription = values.subscribe({
    next: (value) => {
      last = value;
    },
    error: reject,
    complete: () => {
      resolve(last);
    },
  });
  const onAbort = (): void => {
    subscription.unsubscribe();
    reject(signal.reason);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort);
  return promise.finally(() => {
    signal.removeEventListener('abort', onAbort);
  });
}
