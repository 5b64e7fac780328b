import { z } from 'zod';

const operationNames = [
  'payment_intents.create',
  'payment_intents.confirm',
  'payment_intents.capture',
  'payment_intents.cancel',
  'payment_intents.retrieve',
  'refunds.create',
] as const;

export type OperationName = (typeof operationNames)[number];

/**
 * What goes wrong on the wire, as a client sees it:
 * - `close-before-commit`: the connection closes and nothing was done;
 * - `error-before-commit`: 500, and nothing was done; the key keeps the 500 all the same;
 * - `error-after-commit`: 500, although it was done;
 * - `timeout-after-commit`: it was done, and no answer ever comes;
 * - `close-after-commit`: it was done, and the connection closes instead of an answer;
 * - `slow`: the answer is right, `delayMs` late.
 */
const kinds = [
  'close-before-commit',
  'error-before-commit',
  'error-after-commit',
  'timeout-after-commit',
  'close-after-commit',
  'slow',
] as const;

export const faultSchema = z.strictObject({
  operation: z.enum(operationNames),
  kind: z.enum(kinds),
  /** How many requests it befalls. */
  times: z.int().min(1).max(1_000_000).default(1),
  delayMs: z.int().min(0).max(60_000).default(1_000),
});

export type Fault = z.output<typeof faultSchema>;

/** Faults that wait for their request, in the order in which they were set. Kept in memory only. */
export class Faults {
  #waiting: Fault[] = [];

  set(fault: Fault): void {
    this.#waiting.push(fault);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that befalls this request, if any; it is used up by that. */
  take(operation: OperationName): Fault | undefined {
    const index = this.#waiting.findIndex((fault) => fault.operation === operation);
    const fault = this.#waiting[index];
    if (fault !== undefined) {
      this.#waiting.splice(index, 1, ...(fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []));
    }
    return fault;
  }
}
