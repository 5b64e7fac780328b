import { type Contract, type InputToSend, type Output } from './contract.js';

export interface CallOptions {
  /** Longest wait from now; the deadline of the call being handled shortens it further. */
  readonly deadlineMs?: number;
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
}

/** The typed way to another service. A failure is a `DomainError` with a code of the error table. */
export abstract class Calls {
  abstract call<C extends Contract>(contract: C, input: InputToSend<C>, options?: CallOptions): Promise<Output<C>>;
}
