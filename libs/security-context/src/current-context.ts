import { AsyncLocalStorage } from 'node:async_hooks';
import { type SecurityContext } from './security-context.js';

const holder = new AsyncLocalStorage<SecurityContext>();

/** Runs `work` as the one that `context` names; everything it awaits sees the same context. */
export function runInContext<T>(context: SecurityContext, work: () => T): T {
  return holder.run(context, work);
}

export function tryCurrentContext(): SecurityContext | undefined {
  return holder.getStore();
}

/** The context of the operation under way. Throws where there is none: an operation that nobody asked for is denied. */
export function currentContext(): SecurityContext {
  const context = holder.getStore();
  if (context === undefined) throw new Error('no security context: run the operation inside runInContext');
  return context;
}
