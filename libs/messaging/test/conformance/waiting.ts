import { CallError } from '@strongroom/messaging';

/** How a call ended: with an answer, by an error (a status where the transport has them), or not at all. */
export type Ending =
  { readonly kind: 'answer'; readonly value: unknown } | { readonly kind: 'error' | 'silence'; readonly why: string };

/** What `call` ended in; silence if it has not ended when patience has. */
export async function ending(call: Promise<unknown>, patienceMs: number): Promise<Ending> {
  const { promise: silence, resolve } = Promise.withResolvers<Ending>();
  const timer = setTimeout(() => {
    resolve({ kind: 'silence', why: `silence for ${patienceMs} ms` });
  }, patienceMs);
  const ended = call.then(
    (value): Ending => ({ kind: 'answer', value }),
    (error: unknown): Ending => ({ kind: 'error', why: error instanceof CallError ? error.status : String(error) }),
  );
  return Promise.race([ended, silence]).finally(() => {
    clearTimeout(timer);
  });
}

/** In a word: `answered`, the status, or `silence for 3000 ms`. */
export function inAWord(end: Ending): string {
  return end.kind === 'answer' ? 'answered' : end.why;
}

/** Whether `reached` has become true before patience ended. */
export async function until(reached: () => boolean | Promise<boolean>, patienceMs: number): Promise<boolean> {
  const endMs = performance.now() + patienceMs;
  while (!(await reached())) {
    if (performance.now() > endMs) return false;
    await new Promise(setImmediate);
  }
  return true;
}

/** `{ a: 2, b: 1 }` for `a, b, a`. */
export function tally(values: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
