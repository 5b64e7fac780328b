import { setTimeout as wait } from 'node:timers/promises';
import { fingerprint as fingerprintOf } from '../domain/fingerprint.js';
import { Faults, type Fault, type OperationName } from './faults.js';
import { type Form } from './form-body.js';
import { type Operation, type Outcome } from './operation.js';
import { SimulatorJournal } from './simulator-journal.js';
import { SimulatorState, type Change, type KeptAnswer } from './simulator-state.js';
import { StripeFault } from './stripe-fault.js';

export interface ChangeRequest {
  readonly operation: OperationName;
  readonly path: string;
  readonly id: string;
  readonly form: Form;
  readonly idempotencyKey: string | undefined;
}

/** `silence`: nothing is ever sent. `closed`: the connection is closed without an answer. */
export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string; readonly replayed: boolean }
  | { readonly kind: 'silence' }
  | { readonly kind: 'closed' };

const internalError = { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred.' } } };

/** One Stripe account: its objects, its idempotency keys, and the faults that tests have set for it. */
export class SimulatedAccount {
  readonly state = new SimulatorState();
  readonly faults = new Faults();
  readonly #journal: SimulatorJournal;
  readonly #keysInFlight = new Set<string>();

  constructor(directory: string) {
    this.#journal = SimulatorJournal.open(directory, (change) => {
      this.state.apply(change);
    });
  }

  async change(request: ChangeRequest, operation: Operation): Promise<Answer> {
    const fault = this.faults.take(request.operation);
    if (fault?.kind === 'close-before-commit') {
      return { kind: 'closed' };
    }
    return this.#whileKeyInFlight(request.idempotencyKey, async () => {
      if (fault?.kind === 'slow') {
        await wait(fault.delayMs);
      }
      const answer = this.#answer(request, operation, fault);
      if (fault?.kind === 'timeout-after-commit') {
        return { kind: 'silence' };
      }
      return fault?.kind === 'close-after-commit' ? { kind: 'closed' } : answer;
    });
  }

  /** A read, befallen by faults of `payment_intents.retrieve` like any other request. */
  read(id: string, operation: Operation): Promise<Answer> {
    return this.change(
      { operation: 'payment_intents.retrieve', path: id, id, form: {}, idempotencyKey: undefined },
      operation,
    );
  }

  close(): void {
    this.#journal.close();
  }

  async #whileKeyInFlight(key: string | undefined, work: () => Promise<Answer>): Promise<Answer> {
    if (key === undefined) {
      return work();
    }
    if (this.#keysInFlight.has(key)) {
      throw new StripeFault(409, {
        type: 'idempotency_error',
        code: 'idempotency_key_in_use',
        message: `There is currently another in-progress request using this Idempotent Key: ${key}`,
      });
    }
    this.#keysInFlight.add(key);
    try {
      return await work();
    } finally {
      this.#keysInFlight.delete(key);
    }
  }

  #answer(request: ChangeRequest, operation: Operation, fault: Fault | undefined): Answer {
    const fingerprint = fingerprintOf('POST', request.path, request.form);
    const kept = this.#keptAnswer(request, fingerprint);
    if (kept !== undefined) {
      return { kind: 'answer', status: kept.status, body: kept.body, replayed: true };
    }
    const { status, body, puts } = this.#outcome(request, operation, fault);
    const answer = { status, body: JSON.stringify(body) };
    const key = request.idempotencyKey;
    this.#commit(key === undefined ? { puts } : { puts, answer: { key, path: request.path, fingerprint, ...answer } });
    return { kind: 'answer', ...answer, replayed: false };
  }

  /** A 500 is kept under its key like any answer: asking again with the key never tells what was done. */
  #outcome({ form, id }: ChangeRequest, operation: Operation, fault: Fault | undefined): Outcome {
    if (fault?.kind === 'error-before-commit') {
      return { ...internalError, puts: [] };
    }
    try {
      const outcome = operation(form, { id, state: this.state, nowSeconds: Math.floor(Date.now() / 1_000) });
      return fault?.kind === 'error-after-commit' ? { ...internalError, puts: outcome.puts } : outcome;
    } catch (error) {
      if (error instanceof StripeFault && error.recorded) {
        return { status: error.status, body: { error: error.error }, puts: [] };
      }
      throw error;
    }
  }

  #keptAnswer({ idempotencyKey, path }: ChangeRequest, fingerprint: string): KeptAnswer | undefined {
    const kept = idempotencyKey === undefined ? undefined : this.state.answer(idempotencyKey);
    if (kept === undefined || kept.fingerprint === fingerprint) {
      return kept;
    }
    throw new StripeFault(400, {
      type: 'idempotency_error',
      message:
        kept.path === path
          ? `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${kept.key}' if you meant to execute a different request.`
          : `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${path}' vs '${kept.path}'). Try using a key other than '${kept.key}' if you meant to execute a different request.`,
    });
  }

  #commit(change: Change): void {
    if (change.puts.length > 0 || change.answer !== undefined) {
      this.#journal.append(change);
      this.state.apply(change);
    }
  }
}
